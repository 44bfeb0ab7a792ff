using Grpc.Core;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council.Registration;

/// <summary>Lets people put themselves on the list of voters, and decides about those who wait.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(VotingService.VotingServiceClient voting, GatewaySettings settings) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public long MostVoters { get; set; } = 10_000;

    [BindProperty]
    public int MostAtAddress { get; set; } = 6;

    [BindProperty]
    public int MostFromSource { get; set; } = 20;

    [BindProperty]
    public int MinimumAge { get; set; }

    [BindProperty]
    public string? RegistrationId { get; set; }

    [BindProperty]
    public bool Admit { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Decided { get; set; }

    public Poll Poll { get; private set; } = new();

    public IReadOnlyList<Participatory.Voting.V1.Registration> Waiting { get; private set; } = [];

    /// <summary>As they were set; null where nobody can register.</summary>
    public RegistrationTerms? Terms { get; private set; }

    public long OnList => Poll.Contests.Sum(contest => contest.Voters);

    /// <summary>Where people register.</summary>
    public string Address => $"{settings.Root(Request)}{Links.Register(Poll.PollId)}";

    public string AreaName(string areaCode) => Poll.Contests.FirstOrDefault(contest => contest.AreaCode == areaCode)?.AreaName ?? areaCode;

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPostOpen(string id, CancellationToken cancellation)
    {
        if (ModelState.IsValid)
        {
            return await this.Send(
                voting.OpenRegistrationAsync(
                    new OpenRegistrationRequest
                    {
                        RequestId = RequestId.ToString(),
                        PollId = id,
                        Terms = new RegistrationTerms
                        {
                            MostVoters = MostVoters, MostAtAddress = MostAtAddress, MostFromSource = MostFromSource,
                            MinimumAge = MinimumAge,
                        },
                    },
                    cancellationToken: cancellation),
                CouncilLinks.Registration(id), () => Load(id, cancellation));
        }

        await Load(id, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostDecide(string id, CancellationToken cancellation)
    {
        return await this.Send(
            voting.DecideRegistrationAsync(
                new DecideRegistrationRequest
                {
                    RequestId = RequestId.ToString(), PollId = id, RegistrationId = RegistrationId
                    ?? "", Admit = Admit, Reason = Reason ?? ""
                },
                cancellationToken: cancellation),
            CouncilLinks.Registration(id) + "?decided=true", () => Load(id, cancellation));
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        Poll = await voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
        if (Poll.Registration is not null)
        {
            var registrations = await voting.ListRegistrationsAsync(
                new ListRegistrationsRequest { PollId = id }, cancellationToken: cancellation);
            Waiting = registrations.Registrations;
            Terms = registrations.Terms;
        }
    }
}
