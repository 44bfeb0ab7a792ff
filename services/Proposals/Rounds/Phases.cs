using Participatory.Platform.Calls;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>What each phase of a round allows, and how a round moves on. Pure.</summary>
internal static class Phases
{
    /// <summary>
    /// An officer may move a round one step forward, up to REVIEWING. Never back: what people were told stands.
    /// </summary>
    /// <exception cref="Refusal">The step is another one.</exception>
    public static void CheckAdvance(Phase now, Phase to)
    {
        var reason = (now, to) switch
        {
            (Phase.Listening, Phase.Accepting) or (Phase.Accepting, Phase.Reviewing) => null,
            (Phase.Reviewing, Phase.Balloting) => ProposalsReasons.PaperOpensVoting,
            (Phase.Balloting, Phase.Finished) => ProposalsReasons.ResultFinishes,
            (Phase.Finished, _) => ProposalsReasons.RoundIsFinished,
            (Phase.Listening, _) => ProposalsReasons.NextIsAccepting,
            (Phase.Accepting, _) => ProposalsReasons.NextIsReviewing,
            (Phase.Reviewing, _) => ProposalsReasons.NextIsBalloting,
            _ => ProposalsReasons.NextIsFinished,
        };
        if (reason is not null)
        {
            throw new Refusal(reason, field: "to_phase");
        }
    }

    /// <summary>
    /// Ideas come in while the round is accepting. Where it comes from a published election, officers bring the
    /// projects in from the day it is made.
    /// </summary>
    public static void CheckAcceptsIdeas(Phase now, bool importing) => Check(
        now == Phase.Accepting || (importing && now == Phase.Listening),
        now == Phase.Listening ? ProposalsReasons.IdeasNotYet : ProposalsReasons.IdeasNoMore);

    /// <summary>Open questions are asked, changed and closed while the round listens.</summary>
    public static void CheckAsks(Phase now) => Check(
        now == Phase.Listening, now == Phase.Finished ? ProposalsReasons.RoundIsFinished : ProposalsReasons.AskingNoMore);

    /// <summary>People answer them, and listeners write down, while the round listens.</summary>
    public static void CheckListens(Phase now) => Check(now == Phase.Listening, ProposalsReasons.ListeningIsOver);

    /// <summary>An area comes to its priorities while the round listens or takes ideas.</summary>
    public static void CheckAllowsChoosing(Phase now) => Check(
        now is Phase.Listening or Phase.Accepting,
        now == Phase.Finished ? ProposalsReasons.RoundIsFinished : ProposalsReasons.ChoosingNoMore);

    /// <summary>Officers say what ideas are about until the last one has come in.</summary>
    public static void CheckSetsTopics(Phase now) => Check(
        now is Phase.Listening or Phase.Accepting,
        now == Phase.Finished ? ProposalsReasons.RoundIsFinished : ProposalsReasons.TopicsNoMore);

    /// <summary>People sort voices, and officers name themes, until the round is over.</summary>
    public static void CheckMakesSense(Phase now) => Check(now != Phase.Finished, ProposalsReasons.RoundIsFinished);

    /// <summary>A room can be opened until the ballot paper is out: what comes of it still shapes the round.</summary>
    public static void CheckOpensRooms(Phase now) => Check(
        now < Phase.Balloting, now == Phase.Finished ? ProposalsReasons.RoundIsFinished : ProposalsReasons.OperaNoMore);

    /// <summary>An unfinished idea is kept until the round takes no more of them.</summary>
    public static void CheckKeepsDrafts(Phase now) => Check(now < Phase.Reviewing, ProposalsReasons.IdeasNoMore);

    /// <summary>An idea can be changed until its review begins.</summary>
    public static void CheckAllowsEditing(Phase now) => Check(
        now < Phase.Reviewing, now == Phase.Finished ? ProposalsReasons.RoundIsFinished : ProposalsReasons.EditingNoMore);

    /// <summary>Two ideas become one, and one becomes two again, until their review begins.</summary>
    public static void CheckJoinsIdeas(Phase now) => Check(
        now < Phase.Reviewing, now == Phase.Finished ? ProposalsReasons.RoundIsFinished : ProposalsReasons.JoiningIdeasNoMore);

    /// <summary>Notes are added once it cannot be changed any more, because the review has begun or an officer has valued it.</summary>
    public static void CheckAllowsNotes(Phase now, ProposalState state) => Check(
        now >= Phase.Reviewing || state != ProposalState.Open, ProposalsReasons.NotesNotYet);

    /// <summary>Others join those who write an idea until the ballot paper is out: why not now, or null.</summary>
    public static Reason? WhyNotJoin(Phase now) =>
        now < Phase.Balloting ? null : now == Phase.Finished ? ProposalsReasons.RoundIsFinished : ProposalsReasons.JoiningNoMore;

    /// <summary>An idea can be taken back until the ballot paper is out.</summary>
    public static void CheckAllowsWithdrawing(Phase now) => Check(
        now < Phase.Balloting, now == Phase.Finished ? ProposalsReasons.RoundIsFinished : ProposalsReasons.WithdrawingNoMore);

    /// <summary>An idea can get its photo until the ballot paper is out.</summary>
    public static void CheckAllowsPhoto(Phase now) => Check(
        now is Phase.Accepting or Phase.Reviewing,
        now == Phase.Listening ? ProposalsReasons.PhotosNotYet : now == Phase.Finished ? ProposalsReasons.RoundIsFinished
        : ProposalsReasons.PhotosNoMore);

    /// <summary>People can say that they like an idea, or no longer do, from the first idea until the ballot paper is out.</summary>
    public static void CheckAllowsSupport(Phase now) => Check(
        now is Phase.Accepting or Phase.Reviewing,
        now == Phase.Listening ? ProposalsReasons.SupportNotYet : now == Phase.Finished ? ProposalsReasons.RoundIsFinished
        : ProposalsReasons.SupportNoMore);

    /// <summary>People ask about ideas from the first one until the round is over: while they vote they want to know most.</summary>
    public static void CheckAllowsEnquiries(Phase now) => Check(
        now is Phase.Accepting or Phase.Reviewing or Phase.Balloting,
        now == Phase.Finished ? ProposalsReasons.RoundIsFinished : ProposalsReasons.EnquiriesNotYet);

    /// <summary>Officers value ideas from the first one until the ballot paper is out.</summary>
    public static void CheckAllowsValuing(Phase now) => Check(
        now is Phase.Accepting or Phase.Reviewing,
        now == Phase.Listening ? ProposalsReasons.ValuingNotYet : now == Phase.Finished ? ProposalsReasons.RoundIsFinished
        : ProposalsReasons.ValuingNoMore);

    /// <summary>Dates can be moved until the ballot paper is out.</summary>
    public static void CheckAllowsMoving(Phase now) => Check(
        now < Phase.Balloting, now == Phase.Finished ? ProposalsReasons.RoundIsFinished : ProposalsReasons.DatesOnPaper);

    /// <summary>A round can end without a vote until the ballot paper is out.</summary>
    public static void CheckAllowsEnding(Phase now) => Check(
        now < Phase.Balloting, now == Phase.Finished ? ProposalsReasons.RoundIsFinished : ProposalsReasons.EndingNoMore);

    /// <summary>The ballot paper comes out once, when the ideas have been reviewed.</summary>
    public static void CheckAllowsPublishing(Phase now) => Check(
        now == Phase.Reviewing,
        now == Phase.Listening ? ProposalsReasons.PaperNotYet
        : now == Phase.Accepting ? ProposalsReasons.PaperNotWhileAccepting
        : now == Phase.Finished ? ProposalsReasons.RoundIsFinished
        : ProposalsReasons.PaperIsOut);

    private static void Check(bool holds, Reason reason)
    {
        if (!holds)
        {
            throw new Refusal(reason);
        }
    }
}
