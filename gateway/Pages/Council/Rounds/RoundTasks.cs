using Participatory.Access.V1;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>What a round waits for a person to do. What the calendar does by itself is none of it.</summary>
public enum RoundTask
{
    /// <summary>Nothing has to be done now.</summary>
    None,
    ReleaseMoney,
    ApproveRelease,
    ValueIdeas,
    PublishPaper,
    BringRoll,
    DeclareResult,

    /// <summary>It ended without a vote, and its money is still with it.</summary>
    TakeMoneyBack,
}

/// <summary>How far a round is, as far as its work goes.</summary>
/// <param name="Poll">Null where there is none.</param>
/// <param name="Unvalued">Ideas that nobody has looked at yet.</param>
/// <param name="ReleaseWaits">A release of money to it is proposed and not decided.</param>
public sealed record RoundWork(Round Round, Poll? Poll, int Unvalued, bool ReleaseWaits)
{
    /// <summary>Areas to which no money was released yet.</summary>
    public int WithoutMoney => Round.Areas.Count(area => area.Released is not { AmountMinor: > 0 });

    public bool HasVoters => Poll is not null && (Poll.ImportedFrom.Length > 0 || Poll.Contests.Any(contest => contest.Voters > 0));
}

/// <summary>The one place that knows what comes next in a round: for its own page, and for the list of what waits.</summary>
public static class RoundTasks
{
    public static RoundTask Next(RoundWork work) => work switch
    {
        { Round.Phase: Phase.Accepting or Phase.Reviewing, Unvalued: > 0 } => RoundTask.ValueIdeas,
        { Round.Phase: Phase.Listening or Phase.Accepting or Phase.Reviewing, WithoutMoney: > 0 } =>
            work.ReleaseWaits ? RoundTask.ApproveRelease : RoundTask.ReleaseMoney,
        { Round.Phase: Phase.Reviewing } => RoundTask.PublishPaper,
        { Poll.State: PollState.Scheduled, HasVoters: false } => RoundTask.BringRoll,
        { Poll.State: PollState.Closed } => RoundTask.DeclareResult,
        { Round.EndedWithoutVote: true } when work.WithoutMoney < work.Round.Areas.Count => RoundTask.TakeMoneyBack,
        _ => RoundTask.None,
    };

    /// <summary>Who has to do it.</summary>
    public static Role Whose(RoundTask task) => task == RoundTask.ApproveRelease ? Role.Finance : Role.Officer;

    /// <summary>The task in words: what to do, why, and where. Null where nothing has to be done.</summary>
    public static Waiting? Say(RoundWork work, Say say)
    {
        var (round, task) = (work.Round, Next(work));
        var (text, why, address) = task switch
        {
            RoundTask.ReleaseMoney => (
                say.Fill(Words.Council.MoneyToRelease, round.Title), say.Count(Words.CouncilRounds.WithoutMoney, work.WithoutMoney) + ".",
                CouncilLinks.ProposeRelease(round.RoundId)),
            RoundTask.ApproveRelease => (
                say.Fill(Words.Council.ReleaseToApprove, round.Title), Words.Council.ReleaseToApproveWhy,
                CouncilLinks.Releases + "?round=" + Uri.EscapeDataString(round.RoundId)),
            RoundTask.ValueIdeas => (
                say.Count(work.Unvalued < RoundsWaiting.Counted ? Words.Council.IdeasToValue : Words.Council.MoreIdeasToValue,
                    work.Unvalued, round.Title),
                Words.Council.IdeasToValueWhy, CouncilLinks.Ideas(round.RoundId)),
            RoundTask.PublishPaper => (
                say.Fill(Words.Council.PaperToPublish, round.Title),
                say.Fill(say.HasPassed(round.Dates.BallotingFrom) ? Words.Council.PaperDateCome : Words.Council.PaperDate,
                    say.Date(round.Dates.BallotingFrom)),
                CouncilLinks.Round(round.RoundId)),
            RoundTask.BringRoll => (
                say.Fill(Words.Council.RollToBring, round.Title),
                say.Fill(Words.Council.RollToBringWhy, say.Date(work.Poll!.OpenTime)), CouncilLinks.Roll(round.RoundId)),
            RoundTask.DeclareResult => (
                say.Fill(Words.Council.ResultToDeclare, round.Title), Words.Council.ResultToDeclareWhy, CouncilLinks.Round(round.RoundId)),
            RoundTask.TakeMoneyBack => (
                say.Fill(Words.Council.MoneyToTakeBack, round.Title), Words.Council.MoneyToTakeBackWhy,
                CouncilLinks.ProposeClawback(round.RoundId)),
            _ => ("", "", ""),
        };
        return text.Length == 0 ? null : new Waiting(Whose(task), text, why, address);
    }
}

/// <summary>How far a place of a round's page is.</summary>
public enum PlaceState
{
    /// <summary>It can be looked at or used at any time.</summary>
    Open,
    Now,
    Done,

    /// <summary>Its time has not come.</summary>
    Later,
}

/// <summary>Where something about a round is done or seen.</summary>
public sealed record RoundPlace(string Text, string Address, PlaceState State = PlaceState.Open);

/// <summary>The places of a round in four groups, as its page lists them.</summary>
public static class RoundPlaces
{
    public static IReadOnlyList<(string Title, IReadOnlyList<RoundPlace> Places)> Of(RoundWork work, bool isOfficer)
    {
        var (round, next) = (work.Round, RoundTasks.Next(work));
        var id = round.RoundId;
        var ours = round.ImportedFrom.Length == 0;
        var voting = round.Phase >= Phase.Balloting;
        var declared = work.Poll is { State: PollState.Declared };
        List<RoundPlace> listening = [], money = [], ideas = [], vote = [], after = [];

        var listens = round.Phase == Phase.Listening ? PlaceState.Open : PlaceState.Done;
        Add(listening, isOfficer && ours, Words.CouncilListening.QuestionsTitle, CouncilLinks.Questions(id), listens);
        Add(listening, isOfficer && ours, Words.CouncilListening.ListenersTitle, CouncilLinks.Listeners(id), listens);
        Add(listening, isOfficer && ours, Words.CouncilListening.VoicesTitle, CouncilLinks.RoundVoices(id));
        Add(listening, isOfficer && ours, Words.CouncilPriorities.Title, CouncilLinks.Priorities(id));
        Add(listening, isOfficer && ours, Words.Finding.TopicsTitle, CouncilLinks.Topics(id),
            round.Phase <= Phase.Accepting ? PlaceState.Open : PlaceState.Done);
        Add(listening, isOfficer, Words.Maps.OutlinesTitle, CouncilLinks.AreasOnMap(id));
        Add(listening, isOfficer && ours, Words.CouncilThemes.SortingTitle, CouncilLinks.CardSorts(id));
        Add(listening, isOfficer && ours, Words.CouncilThemes.ThemesTitle, CouncilLinks.Themes(id));
        Add(listening, isOfficer && ours, Words.CouncilOpera.RoomsTitle, CouncilLinks.OperaRooms(id),
            voting ? PlaceState.Done : PlaceState.Open);
        Add(listening, ours, Words.CouncilListening.ToWall, Shared.Links.Wall(id));
        Add(listening, isOfficer && ours, Words.Answering.FairnessGaps, CouncilLinks.NotHeard(id));

        Add(money, isOfficer, Words.CouncilRounds.ToRelease, CouncilLinks.ProposeRelease(id),
            next is RoundTask.ReleaseMoney or RoundTask.ApproveRelease ? PlaceState.Now
                : work.WithoutMoney == 0 ? PlaceState.Done : PlaceState.Open);
        Add(money, true, Words.CouncilRounds.ToReleases, CouncilLinks.Releases + "?round=" + Uri.EscapeDataString(id));
        Add(money, true, Words.CouncilRounds.ToRules, CouncilLinks.MoneyRules(id));
        Add(money, isOfficer, Words.CouncilRounds.ToClawback, CouncilLinks.ProposeClawback(id),
            next == RoundTask.TakeMoneyBack ? PlaceState.Now : PlaceState.Open);
        Add(money, true, Words.CouncilRounds.ToMoney, Shared.Links.Money(id));

        Add(ideas, true, Words.CouncilRounds.ToIdeas, CouncilLinks.Ideas(id), next == RoundTask.ValueIdeas ? PlaceState.Now
            : voting ? PlaceState.Done : round.Phase == Phase.Listening ? PlaceState.Later : PlaceState.Open);
        Add(ideas, true, Words.CouncilRounds.ToPublic, Shared.Links.Round(id));

        var begins = voting ? PlaceState.Open : PlaceState.Later;
        Add(vote, isOfficer && ours, Words.CouncilRounds.ToRoll, CouncilLinks.Roll(id),
            next == RoundTask.BringRoll ? PlaceState.Now : work.HasVoters ? PlaceState.Done : begins);
        // Where the list was uploaded and voting has opened, nobody joins it any more.
        Add(vote, isOfficer && ours && work.Poll is not { Registration: null, State: not PollState.Scheduled },
            Words.CouncilRegistering.ToRegistration, CouncilLinks.Registration(id), begins);
        Add(vote, ours, Words.CouncilRounds.ToLetters, CouncilLinks.Letters(id), begins);
        Add(vote, isOfficer && ours, Words.Paper.Title, CouncilLinks.Paper(id), begins);
        Add(vote, true, Words.CouncilRounds.ToResult, declared ? Shared.Links.Result(id) : "#next", declared ? PlaceState.Done
            : next == RoundTask.DeclareResult ? PlaceState.Now : PlaceState.Later);
        Add(vote, isOfficer && ours, Words.CouncilRegistering.ToObservers, CouncilLinks.Observers(id),
            declared ? PlaceState.Open : PlaceState.Later);

        Add(after, true, Words.CouncilRounds.ToAwards, CouncilLinks.RoundGrants(id), declared ? PlaceState.Open : PlaceState.Later);
        Add(after, isOfficer, Words.Answering.PromisesTitle, CouncilLinks.Promises(id));
        Add(after, isOfficer, Words.CouncilAnswers.RepliesTitle, CouncilLinks.Replies(id));
        Add(after, isOfficer, Words.CouncilAnswers.FundersTitle, CouncilLinks.Funders(id));
        Add(after, true, Words.SignOff.ToSignOff, CouncilLinks.SignOff(id));
        return
        [
            .. ours ? [(Words.CouncilListening.Group, listening)] : Array.Empty<(string, IReadOnlyList<RoundPlace>)>(),
            (Words.Council.GroupMoney, money), (Words.Council.GroupIdeas, ideas), (Words.Council.GroupVote, vote),
            (Words.Council.GroupAfter, after),
        ];
    }

    private static void Add(List<RoundPlace> to, bool shown, string text, string address, PlaceState state = PlaceState.Open)
    {
        if (shown)
        {
            to.Add(new RoundPlace(text, address, state));
        }
    }
}
