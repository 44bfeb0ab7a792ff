using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.Words;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;
using Decided = (Google.Protobuf.WellKnownTypes.Timestamp Time, string What, string By, string Reason);

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>A round as its officers see it: how far it is, the next decision, and every decision so far.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class RoundModel(
    ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting, GrantsService.GrantsServiceClient grants,
    CouncilDays days, Say say) : PageModel
{
    /// <summary>A count of a whole city takes longer than other calls.</summary>
    private static readonly TimeSpan CountPatience = TimeSpan.FromMinutes(5);

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The decision that the form was for.</summary>
    [BindProperty]
    public RoundStep Step { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The last day to vote; only where the ballot paper is published.</summary>
    [BindProperty]
    public string? FinishedFrom { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Made { get; set; }

    public Round Round { get; private set; } = new();

    public Poll? Poll => Work.Poll;

    /// <summary>How far it is, as what comes next follows from it.</summary>
    public RoundWork Work { get; private set; } = new(new Round(), null, 0, false);

    /// <summary>What waits for a person; null where nothing does.</summary>
    public Waiting? NextTask => RoundTasks.Say(Work, say);

    /// <summary>It is done with the form on this page.</summary>
    public bool NextIsHere => RoundTasks.Next(Work) is RoundTask.PublishPaper or RoundTask.DeclareResult;

    public RoundStep Next => RoundSteps.Next(Round, Poll);

    public bool IsOfficer => Person.CallerOf(User).Is(Role.Officer);

    /// <summary>Ideas that nobody has looked at yet, at most <see cref="RoundsWaiting.Counted"/>.</summary>
    public int Unvalued => Work.Unvalued;

    public IReadOnlyList<Area> WithoutMoney => [.. Round.Areas.Where(area => area.Released is not { AmountMinor: > 0 })];

    public long Voters => Poll?.Contests.Sum(contest => contest.Voters) ?? 0;

    public long Ballots => Poll?.Contests.Sum(contest => contest.Ballots) ?? 0;

    /// <summary>The ballot paper is out and the poll has not heard of it yet.</summary>
    public bool PaperOnItsWay => Round.Phase == Phase.Balloting && Poll is null;

    /// <summary>What happens now.</summary>
    public RoundNow Now => RoundNow.Of(Round, Poll);

    public bool NeedsRoll => Poll is { State: PollState.Scheduled, ImportedFrom: "" };

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (!IsOfficer)
        {
            return Forbid();
        }

        var lastDay = days.Read(FinishedFrom);
        if (lastDay is null && !string.IsNullOrWhiteSpace(FinishedFrom))
        {
            ModelState.AddModelError(nameof(FinishedFrom), Words.CouncilRounds.DayWrong);
        }

        if (ModelState.IsValid && await this.GoesThrough(() => Decide(id, lastDay, cancellation)))
        {
            return Redirect(CouncilLinks.Round(id));
        }

        await Load(id, cancellation);
        return Page();
    }

    /// <summary>Everything that was decided about this round, oldest first.</summary>
    public IEnumerable<Decided> History()
    {
        var phases = Round.PhaseChanges.Select(change => (change.Time, Phases.Name(change.Phase), change.DecidedBy, change.Reason));
        var poll = (Poll?.Decisions ?? [])
            .Select(decision => (decision.Time, PollStateName(decision.State), decision.DecidedBy, decision.Reason));
        return phases.Concat(poll).OrderBy(decided => decided.Time.ToDateTimeOffset());
    }

    /// <summary>A round is finished by its result, which a person declared; what else nobody decided, the calendar did.</summary>
    public static string WithoutPerson(Decided decided) =>
        decided.What == Phases.Name(Phase.Finished) ? Words.CouncilRounds.WithResult : Words.CouncilRounds.TheClock;

    public static string PollStateName(PollState state) => state switch
    {
        PollState.Open => Words.CouncilRounds.PollOpened,
        PollState.Closed => Words.CouncilRounds.PollClosed,
        PollState.Declared => Words.CouncilRounds.PollDeclared,
        _ => Words.CouncilRounds.PollScheduled,
    };

    private async Task Decide(string id, DateOnly? lastDay, CancellationToken cancellation)
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
                // Voting ends when the day after the last one begins.
                var end = lastDay is { } day ? days.Begin(day.AddDays(1)) : null;
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

    private async Task Load(string id, CancellationToken cancellation)
    {
        var proposed = grants.ListReleasesAsync(
            new ListReleasesRequest { RoundId = id, States = { ReleaseState.Proposed }, PageSize = 1 }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Work = await RoundsWaiting.Work(Round, (await proposed).Releases.Count > 0, proposals, voting, cancellation);
    }
}
