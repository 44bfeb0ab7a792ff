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

    /// <summary>Of as many ideas the look at the ballot paper shows what people wrote.</summary>
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

    /// <summary>Somebody says that they have looked at the ballot paper.</summary>
    [BindProperty]
    public bool Looked { get; set; }

    /// <summary>Of the ballot paper at which they looked.</summary>
    [BindProperty]
    public string? PreviewHash { get; set; }

    public Round Round { get; private set; } = new();

    public Poll? Poll { get; private set; }

    /// <summary>What will be on the ballot paper, and what keeps it from coming out; null for other decisions.</summary>
    public BallotPaperPreview? Preview { get; private set; }

    /// <summary>What people wrote of the ideas on it, by their numbers.</summary>
    public IReadOnlyDictionary<string, Proposal> OnPaper { get; private set; } = new Dictionary<string, Proposal>();

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        // Somebody else has taken the decision meanwhile, or its time has not come.
        return Step == RoundSteps.Next(Round, Poll) && Step != RoundStep.None ? Page() : Redirect(CouncilLinks.Round(id));
    }

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (Step == RoundStep.PublishPaper && (!Looked || string.IsNullOrEmpty(PreviewHash)))
        {
            ModelState.AddModelError(nameof(Looked), Words.CouncilRounds.PaperLookedMissing);
        }
        else if (ModelState.ReadsLastDay(nameof(FinishedFrom), FinishedFrom, days, Words.CouncilRounds.DayWrong, out var end)
            && await this.GoesThrough(() => Decide(id, end, cancellation)))
        {
            await WaitForPoll(id, cancellation);
            return Redirect(CouncilLinks.Round(id));
        }

        await Load(id, cancellation);
        // Whoever was shown another paper than before has not looked at it yet.
        if (Looked && Preview is not null && Preview.PreviewHash != PreviewHash)
        {
            ModelState.Remove(nameof(Looked));
            Looked = false;
        }

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
                    new PublishBallotPaperRequest
                    {
                        RequestId = request, RoundId = id, Reason = reason, FinishedFrom = end, PreviewHash = PreviewHash ?? "",
                    },
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

        if (Step == RoundStep.PublishPaper && Round.Phase == Phase.Reviewing)
        {
            var feasible = proposals.ListProposalsAsync(
                new ListProposalsRequest { RoundId = id, States = { ProposalState.Feasible }, PageSize = OnePage },
                cancellationToken: cancellation);
            // Whoever is an officer of some of its areas reads why they do not publish it.
            await this.GoesThrough(async () => Preview = await proposals.GetBallotPaperPreviewAsync(
                new GetBallotPaperPreviewRequest { RoundId = id }, cancellationToken: cancellation));
            OnPaper = (await feasible).Proposals.ToDictionary(idea => idea.ProposalId, StringComparer.Ordinal);
        }
    }
}
