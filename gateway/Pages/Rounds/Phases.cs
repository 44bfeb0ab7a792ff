using Google.Protobuf.WellKnownTypes;
using Participatory.Words;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Rounds;

/// <summary>How the phases of a round are said.</summary>
public static class Phases
{
    public static readonly IReadOnlyList<Phase> InOrder =
        [Phase.Listening, Phase.Accepting, Phase.Reviewing, Phase.Balloting, Phase.Finished];

    public static string Name(Phase phase) => phase switch
    {
        Phase.Listening => Words.Rounds.Listening,
        Phase.Accepting => Words.Rounds.Accepting,
        Phase.Reviewing => Words.Rounds.Reviewing,
        Phase.Balloting => Words.Rounds.Balloting,
        _ => Words.Rounds.Finished,
    };

    /// <summary>A few words for a card.</summary>
    /// <param name="poll">Where it is known; else a vote that is to open later is not called open.</param>
    public static string Tag(Round round, Say say, Poll? poll = null) => round.Phase == Phase.Balloting && !IsOpen(round, say, poll)
        ? Words.Rounds.TagPaper : round.Phase switch
        {
            Phase.Listening => Words.Rounds.TagListening,
            Phase.Accepting => Words.Rounds.TagNow,
            Phase.Reviewing => Words.Rounds.TagReview,
            Phase.Balloting => Words.Rounds.TagVote,
            _ => Words.Rounds.TagFinished,
        };

    /// <summary>When a phase starts by the calendar of the round.</summary>
    public static Timestamp? StartOf(PhaseDates? dates, Phase phase) => phase switch
    {
        Phase.Listening => dates?.ListeningFrom,
        Phase.Accepting => dates?.AcceptingFrom,
        Phase.Reviewing => dates?.ReviewingFrom,
        Phase.Balloting => dates?.BallotingFrom,
        _ => dates?.FinishedFrom,
    };

    /// <summary>When a phase really started: where it did, the instant it was recorded; else its date.</summary>
    public static Timestamp? StartOf(Round round, Phase phase) =>
        round.PhaseChanges.FirstOrDefault(change => change.Phase == phase)?.Time ?? StartOf(round.Dates, phase);

    /// <summary>What happens now and until when, in a sentence.</summary>
    /// <param name="poll">Where it is known: an officer may have opened or closed it ahead of its date.</param>
    public static string Sentence(Round round, Say say, Poll? poll = null)
    {
        if (round.Phase == Phase.Balloting && !IsOpen(round, say, poll))
        {
            return poll?.State switch
            {
                PollState.Closed => Words.Rounds.BallotingCounting,
                PollState.Scheduled => say.Fill(Words.Rounds.BallotingOpensOn, say.Date(poll.OpenTime)),
                _ => say.Fill(Words.Rounds.BallotingOpensBy, say.Date(round.Dates?.BallotingFrom)),
            };
        }

        var next = round.Phase == Phase.Finished ? null : StartOf(round.Dates, round.Phase + 1);
        var left = say.TimeLeft(next);
        return (round.Phase, left.Length > 0) switch
        {
            (Phase.Listening, true) => say.Fill(Words.Rounds.ListeningNow, say.Date(next)),
            (Phase.Listening, false) => Words.Rounds.ListeningSoon,
            (Phase.Accepting, true) => say.Fill(Words.Rounds.AcceptingNow, left),
            (Phase.Accepting, false) => Words.Rounds.AcceptingSoon,
            (Phase.Reviewing, true) => say.Fill(Words.Rounds.ReviewingNow, say.Date(next)),
            (Phase.Reviewing, false) => Words.Rounds.ReviewingSoon,
            (Phase.Balloting, true) => say.Fill(Words.Rounds.BallotingNow, left),
            (Phase.Balloting, false) => Words.Rounds.BallotingSoon,
            _ => Words.Rounds.FinishedNow,
        };
    }

    /// <summary>People can vote, as far as is known.</summary>
    private static bool IsOpen(Round round, Say say, Poll? poll) =>
        poll is not null ? poll.State is PollState.Open or PollState.Declared : round.Dates?.BallotingFrom is not { } from
            || say.HasPassed(from);

    /// <summary>What has been released to all areas of a round.</summary>
    public static long ReleasedMinor(Round round) => round.Areas.Sum(area => area.Released?.AmountMinor ?? 0);

    /// <summary>The name of an area as the round has it; its code where the round does not know it.</summary>
    public static string AreaName(Round round, string areaCode) =>
        round.Areas.FirstOrDefault(area => area.AreaCode == areaCode)?.Name is { Length: > 0 } name ? name : areaCode;
}
