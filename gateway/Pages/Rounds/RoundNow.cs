using Google.Protobuf.WellKnownTypes;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Rounds;

/// <summary>The states of a round that people are told about. Its phase alone does not know them: voting begins after its phase
/// does, and an officer may open and close it ahead of its dates.</summary>
public enum RoundStage
{
    Listening,
    Ideas,
    Costing,

    /// <summary>The ballot paper is out and voting is not open.</summary>
    Paper,
    Voting,

    /// <summary>Voting is over and nothing is declared.</summary>
    Counting,
    Declared,

    /// <summary>An officer ended it, and nobody voted.</summary>
    Ended,
}

/// <summary>
/// In which state a round is, to people. Every page that says it asks here, so that no two of them say different things.
/// </summary>
/// <param name="Until">When the next state begins by the calendar; null where no date says so.</param>
/// <param name="Early">An officer opened or closed the vote ahead of its date.</param>
public sealed record RoundNow(RoundStage Stage, Timestamp? Until, bool Early)
{
    /// <summary>Of a round whose result is declared.</summary>
    public static RoundNow Declared { get; } = new(RoundStage.Declared, Until: null, Early: false);

    /// <summary>How far it is along its five phases, and whether that phase goes on or is yet to begin: voting begins after the
    /// ballot paper is out.</summary>
    public (Phase Phase, bool Going) Place => Stage switch
    {
        RoundStage.Listening => (Phase.Listening, true),
        RoundStage.Ideas => (Phase.Accepting, true),
        RoundStage.Costing => (Phase.Reviewing, true),
        RoundStage.Paper => (Phase.Balloting, false),
        RoundStage.Voting => (Phase.Balloting, true),
        RoundStage.Counting => (Phase.Finished, false),
        _ => (Phase.Finished, true),
    };

    /// <summary>People can vote at this moment.</summary>
    public bool CanVote => Stage == RoundStage.Voting;

    /// <param name="poll">Null where there is none yet, or none can be had: a vote of which nothing is known is not called open.</param>
    public static RoundNow Of(Round round, Poll? poll) => round.Phase switch
    {
        Phase.Listening => new RoundNow(RoundStage.Listening, round.Dates?.AcceptingFrom, Early: false),
        Phase.Accepting => new RoundNow(RoundStage.Ideas, round.Dates?.ReviewingFrom, Early: false),
        Phase.Reviewing => new RoundNow(RoundStage.Costing, round.Dates?.BallotingFrom, Early: false),
        Phase.Balloting => poll?.State switch
        {
            PollState.Open => new RoundNow(RoundStage.Voting, poll.CloseTime, IsAhead(poll, PollState.Open, poll.OpenTime)),
            PollState.Closed => new RoundNow(RoundStage.Counting, Until: null, IsAhead(poll, PollState.Closed, poll.CloseTime)),
            PollState.Declared => Declared,
            _ => new RoundNow(RoundStage.Paper, poll?.OpenTime ?? round.Dates?.BallotingFrom, Early: false),
        },
        Phase.Finished when round.EndedWithoutVote => new RoundNow(RoundStage.Ended, Until: null, Early: false),
        _ => Declared,
    };

    /// <summary>A few words for a card.</summary>
    public string Tag => Stage switch
    {
        RoundStage.Listening => Words.Rounds.TagListening,
        RoundStage.Ideas => Words.Rounds.TagNow,
        RoundStage.Costing => Words.Rounds.TagReview,
        RoundStage.Paper => Words.Rounds.TagPaper,
        RoundStage.Voting => Words.Rounds.TagVote,
        RoundStage.Counting => Words.Rounds.TagCounting,
        RoundStage.Ended => Words.Rounds.TagEnded,
        _ => Words.Rounds.TagFinished,
    };

    /// <summary>What happens now and until when, in a sentence.</summary>
    public string Sentence(Say say)
    {
        var left = say.TimeLeft(Until);
        return (Stage, left.Length > 0) switch
        {
            (RoundStage.Listening, true) => say.Fill(Words.Rounds.ListeningNow, say.Date(Until)),
            (RoundStage.Listening, false) => Words.Rounds.ListeningSoon,
            (RoundStage.Ideas, true) => say.Fill(Words.Rounds.AcceptingNow, left),
            (RoundStage.Ideas, false) => Words.Rounds.AcceptingSoon,
            (RoundStage.Costing, true) => say.Fill(Words.Rounds.ReviewingNow, say.Date(Until)),
            (RoundStage.Costing, false) => Words.Rounds.ReviewingSoon,
            (RoundStage.Paper, true) => say.Fill(Words.Rounds.BallotingOpensOn, say.Date(Until)),
            (RoundStage.Paper, false) => Words.Rounds.BallotingOpensSoon,
            (RoundStage.Voting, true) => say.Fill(Early ? Words.Rounds.BallotingNowEarly : Words.Rounds.BallotingNow, left),
            (RoundStage.Voting, false) => Words.Rounds.BallotingSoon,
            (RoundStage.Counting, _) => Early ? Words.Rounds.BallotingClosedEarly : Words.Rounds.BallotingCounting,
            (RoundStage.Ended, _) => Words.Rounds.EndedNow,
            _ => Words.Rounds.FinishedNow,
        };
    }

    private static bool IsAhead(Poll poll, PollState to, Timestamp? date) =>
        poll.Decisions.LastOrDefault(decision => decision.State == to) is { DecidedBy.Length: > 0 } decided
        && date is not null && decided.Time.ToDateTimeOffset() < date.ToDateTimeOffset();
}

/// <summary>A round with its poll, as cards and lists show it.</summary>
/// <param name="Poll">Null where there is none, or none can be had.</param>
public sealed record SeenRound(Round Round, Poll? Poll)
{
    public RoundNow Now { get; } = RoundNow.Of(Round, Poll);
}
