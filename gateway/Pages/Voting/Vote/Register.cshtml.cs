using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Voting.Vote;

/// <summary>Where people put themselves on the list of voters, and find their code again.</summary>
[OpenTo(Role.Person)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RegisterModel(VotingService.VotingServiceClient voting) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? AreaCode { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public bool IsOldEnough { get; set; }

    public Poll Poll { get; private set; } = new();

    public MyRegistration Mine { get; private set; } = new();

    public IReadOnlyList<Choice> Areas => [.. Poll.Contests.Select(contest => new Choice(contest.AreaCode, contest.AreaName))];

    public string AreaName(string areaCode) => Poll.Contests.FirstOrDefault(contest => contest.AreaCode == areaCode)?.AreaName ?? areaCode;

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        return await this.Send(
            voting.RegisterAsync(
                new RegisterRequest
                {
                    RequestId = RequestId.ToString(),
                    PollId = Poll.PollId,
                    AreaCode = Poll.Contests.Count == 1 ? Poll.Contests[0].AreaCode : AreaCode ?? "",
                    Address = Address ?? "",
                    IsOldEnough = IsOldEnough,
                },
                cancellationToken: cancellation),
            Links.Register(Poll.PollId));
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        Poll = await voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
        Mine = await voting.GetMyRegistrationAsync(new GetMyRegistrationRequest { PollId = id }, cancellationToken: cancellation);
    }
}
