using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>
/// The last look before a decision that moves a round on: what will be so then, what cannot be undone, why, and the button. The page has
/// an address, so that it can be looked at by two people, left and come back to.
/// </summary>
[OpenTo(Role.Officer)]
public sealed class DecideModel(
    ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting, CouncilDays days) : PageModel
{
    /// <summary>A count of a whole city takes longer than other calls.</summary>
    private static readonly TimeSpan CountPatience = TimeSpan.FromMinutes(5);

    /// <summary>As many ideas as are counted for the look at the ballot paper.</summary>
    private const int OnePage = 200;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The decision; in the address.</summary>
    [BindProperty(SupportsGet = true)]
    public RoundStep Step { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The last day to vote; only where the ballot paper is published.</summary>
    [BindProperty]
    public string? FinishedFrom { get; set; }

    public Round Round { get; private set; } = new();

    public Poll? Poll { get; private set; }

    /// <summary>What will be on the ballot paper.</summary>
    public IReadOnlyList<Proposal> OnPaper { get; private set; } = [];

    /// <summary>There are more of them than are shown.</summary>
    public bool IsMore { get; private set; }

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        // Somebody else has taken the decision meanwhile, or its time has not come.
        return Step == RoundSteps.Next(Round, Poll) && Step != RoundStep.None ? Page() : Redirect(CouncilLinks.Round(id));
    }

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (ModelState.ReadsLastDay(nameof(FinishedFrom), FinishedFrom, days, Words.CouncilRounds.DayWrong, out var end)
            && await this.GoesThrough(() => Decide(id, end, cancellation)))
        {
            await WaitForPoll(id, cancellation);
            return Redirect(CouncilLinks.Round(id));
        }

        await Load(id, cancellation);
        return Page();
    }

    private async Task Decide(string id, Timestamp? end, CancellationToken cancellation)
    {
        var (request, reason) = (RequestId.ToString(), TypedText.Lines(Reason));
        switch (Step)
        {
            case RoundStep.OpenIdeas or RoundStep.CloseIdeas:
                var to = Step == RoundStep.OpenIdeas ? Phase.Accepting : Phase.Reviewing;
                await proposals.AdvanceRoundAsync(
                    new AdvanceRoundRequest { RequestId = request, RoundId = id, ToPhase = to, Reason = reason },
                        cancellationToken: cancellation);
                break;
            case RoundStep.PublishPaper:
                await proposals.PublishBallotPaperAsync(
                    new PublishBallotPaperRequest { RequestId = request, RoundId = id, Reason = reason, FinishedFrom = end },
                        cancellationToken: cancellation);
                break;
            case RoundStep.OpenPoll:
                await voting.OpenPollAsync(
                    new OpenPollRequest { RequestId = request, PollId = id, Reason = reason }, cancellationToken: cancellation);
                break;
            case RoundStep.ClosePoll:
                await voting.ClosePollAsync(
                    new ClosePollRequest { RequestId = request, PollId = id, Reason = reason }, cancellationToken: cancellation);
                break;
            case RoundStep.DeclareResult:
                await voting.DeclareResultAsync(
                    new DeclareResultRequest { RequestId = request, PollId = id }, deadline: DateTime.UtcNow + CountPatience,
                        cancellationToken: cancellation);
                break;
            default:
                break;
        }
    }

    /// <summary>The poll hears of the paper a moment later; whoever published it finds it there.</summary>
    private async Task WaitForPoll(string id, CancellationToken cancellation)
    {
        for (var tries = 0; Step == RoundStep.PublishPaper && tries < 20; tries++)
        {
            if (await PollOf.Round(voting, id, cancellation) is not null)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        if (Round.Phase >= Phase.Balloting)
        {
            Poll = await PollOf.Round(voting, id, cancellation);
        }

        if (Step == RoundStep.PublishPaper)
        {
            var feasible = await proposals.ListProposalsAsync(
                new ListProposalsRequest { RoundId = id, States = { ProposalState.Feasible }, PageSize = OnePage },
                cancellationToken: cancellation);
            (OnPaper, IsMore) = (feasible.Proposals, feasible.NextPageToken.Length > 0);
        }
    }
}
