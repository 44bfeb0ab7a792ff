using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Platform.Identity;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>Where an officer asks to keep voting open for longer, and a second person agrees.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class ExtendModel(VotingService.VotingServiceClient voting, CouncilDays days) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Which of what was asked for somebody looked at.</summary>
    [BindProperty]
    public int Number { get; set; }

    /// <summary>The new last day to vote.</summary>
    [BindProperty]
    public string? CloseTime { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Poll Poll { get; private set; } = new();

    /// <summary>The end of voting is one for all areas.</summary>
    public bool MayDecide => MayDecideOf(Poll, Person.CallerOf(User));

    public bool MayAsk => MayDecide && Person.CallerOf(User).Is(Role.Officer);

    /// <summary>Whoever looks after all areas of the vote.</summary>
    public static bool MayDecideOf(Poll poll, Caller caller) => poll.Contests.All(contest => caller.MayActIn(contest.AreaCode));

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        // It has not opened, or has closed meanwhile.
        return Poll.State == PollState.Open ? Page() : Redirect(CouncilLinks.Round(id));
    }

    public async Task<IActionResult> OnPostAsk(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        return !ModelState.ReadsLastDay(nameof(CloseTime), CloseTime, days, Words.CouncilRounds.DayWrong, out var end) ? Page()
            : await this.Send(
                voting.AskForExtensionAsync(
                    new AskForExtensionRequest
                    {
                        RequestId = RequestId.ToString(), PollId = id, CloseTime = end, Reason = TypedText.Lines(Reason),
                    },
                    cancellationToken: cancellation),
                CouncilLinks.Extend(id));
    }

    public Task<IActionResult> OnPostAgree(string id, CancellationToken cancellation) => this.Send(
        voting.AgreeToExtensionAsync(
            new AgreeToExtensionRequest { RequestId = RequestId.ToString(), PollId = id, Number = Number },
            cancellationToken: cancellation),
        CouncilLinks.Extend(id), () => Load(id, cancellation));

    private async Task Load(string id, CancellationToken cancellation) =>
        Poll = await voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
}
