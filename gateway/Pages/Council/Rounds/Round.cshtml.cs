using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
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
    AccountabilityService.AccountabilityServiceClient accountability, RoundDrafts drafts, TimeProvider clock, Say say) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public bool Made { get; set; }

    public Round Round { get; private set; } = new();

    public Poll? Poll => Work.Poll;

    /// <summary>How far it is, as what comes next follows from it.</summary>
    public RoundWork Work { get; private set; } = new(new Round(), null, 0, false);

    /// <summary>What waits for a person; null where nothing does.</summary>
    public Waiting? NextTask => RoundTasks.Say(Work, say);

    /// <summary>What else waits in this round, by the same rules as in the list of everything.</summary>
    public IReadOnlyList<Waiting> AlsoToDo { get; private set; } = [];

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

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        if (PaperOnItsWay)
        {
            // It looks by itself whether the poll is there.
            Response.Headers["Refresh"] = "3";
        }
    }

    /// <summary>Voting can be kept open for longer, by somebody who looks after all of its areas.</summary>
    public bool CanExtend => Now.CanVote && Poll is { } poll && ExtendModel.MayDecideOf(poll, Person.CallerOf(User));

    /// <summary>Dates can be moved, and the round can end without a vote.</summary>
    public bool BeforePaper => Round.Phase < Phase.Balloting;

    /// <summary>Begins another round with the answers that made this one: a draft, which changes nothing before it is made.</summary>
    public async Task<IActionResult> OnPostAgain(string id, CancellationToken cancellation)
    {
        if (!IsOfficer)
        {
            return Forbid();
        }

        var round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var draft = Guid.NewGuid().ToString();
        await drafts.Keep(draft, RoundQuestions.AnswersOf(round), Person.CallerOf(User).ShownAs, cancellation);
        return Redirect(CouncilLinks.RoundDraft(draft, 1));
    }

    /// <summary>Everything that was decided about this round, oldest first.</summary>
    public IEnumerable<Decided> History()
    {
        var phases = Round.PhaseChanges.Select(change => (change.Time, Phases.Name(change.Phase), change.DecidedBy, change.Reason));
        var poll = (Poll?.Decisions ?? [])
            .Select(decision => (decision.Time, PollStateName(decision.State), decision.DecidedBy, decision.Reason));
        var dates = Round.DateChanges.Select(change => (
            change.Time, RoundChanges.Say(change, say), change.DecidedBy, change.Reason));
        var words = Round.WordsChanges.Select(change => (
            change.Time, RoundChanges.Say(change, Round, say), change.DecidedBy, change.Reason));
        return phases.Concat(poll).Concat(dates).Concat(words).OrderBy(decided => decided.Time.ToDateTimeOffset());
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

    private async Task Load(string id, CancellationToken cancellation)
    {
        var proposed = grants.ListReleasesAsync(
            new ListReleasesRequest { RoundId = id, States = { ReleaseState.Proposed }, PageSize = 1 }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Work = await RoundsWaiting.Work(Round, (await proposed).Releases.Count > 0, proposals, voting, cancellation);
        if (Round.ImportedFrom.Length == 0)
        {
            var unanswered = grants.ListAwardsAsync(
                new ListAwardsRequest { RoundId = id, States = { AwardState.Offered, AwardState.Waiting }, PageSize = 200 },
                cancellationToken: cancellation);
            var answers = await AnswersWaiting.Of(
                Round, grants, accountability, Person.CallerOf(User), clock.GetUtcNow(), say, cancellation);
            AlsoToDo = [.. MoneyWaiting.Unanswered((await unanswered).Awards, say), .. answers];
        }
    }
}
