using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voting.Vote;
using Participatory.Gateway.Security;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council.Paper;

/// <summary>A ballot sheet of one area in large type, to print.</summary>
[OpenTo(Role.Officer)]
public sealed class SheetModel(VotingService.VotingServiceClient voting) : PageModel
{
    public Choices Choices { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string id, string area, CancellationToken cancellation)
    {
        var poll = await voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
        if (poll.Contests.FirstOrDefault(contest => contest.AreaCode == Links.Read(area)) is not { } contest)
        {
            return NotFound();
        }

        Choices = Choices.OfTicks(poll, contest, []);
        return Page();
    }
}
