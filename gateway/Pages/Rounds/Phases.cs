using Google.Protobuf.WellKnownTypes;
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

    /// <summary>When a phase starts by the calendar of the round.</summary>
    public static Timestamp? StartOf(PhaseDates? dates, Phase phase) => phase switch
    {
        Phase.Listening => dates?.ListeningFrom,
        Phase.Accepting => dates?.AcceptingFrom,
        Phase.Reviewing => dates?.ReviewingFrom,
        Phase.Balloting => dates?.BallotingFrom,
        _ => dates?.FinishedFrom,
    };

    /// <summary>When a phase really started: where it did, the instant it was recorded; else its date. Voting starts when the vote was
    /// opened; the ballot paper is out before. When a result comes no date says.</summary>
    public static Timestamp? StartOf(SeenRound seen, Phase phase) => phase switch
    {
        Phase.Balloting when seen.Poll is { } poll => Decided(poll, PollState.Open) ?? poll.OpenTime,
        Phase.Finished when seen.Now.Stage == RoundStage.Counting => null,
        // What never came has no day.
        Phase.Balloting or Phase.Reviewing or Phase.Accepting when seen.Now.Stage == RoundStage.Ended =>
            seen.Round.PhaseChanges.FirstOrDefault(change => change.Phase == phase)?.Time,
        Phase.Finished when seen.Poll is { } poll => poll.CloseTime,
        _ => seen.Round.PhaseChanges.FirstOrDefault(change => change.Phase == phase)?.Time ?? StartOf(seen.Round.Dates, phase),
    };

    private static Timestamp? Decided(Poll poll, PollState to) => poll.Decisions.FirstOrDefault(decision => decision.State == to)?.Time;

    /// <summary>What has been released to all areas of a round.</summary>
    public static long ReleasedMinor(Round round) => round.Areas.Sum(area => area.Released?.AmountMinor ?? 0);

    /// <summary>The name of an area as the round has it; its code where the round does not know it.</summary>
    public static string AreaName(Round round, string areaCode) =>
        round.Areas.FirstOrDefault(area => area.AreaCode == areaCode)?.Name is { Length: > 0 } name ? name : areaCode;
}
