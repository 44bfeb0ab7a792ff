using Google.Protobuf.WellKnownTypes;
using Participatory.Proposals.V1;

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

    /// <summary>When a phase really started: where it did, the instant it was recorded; else its date.</summary>
    public static Timestamp? StartOf(Round round, Phase phase) =>
        round.PhaseChanges.FirstOrDefault(change => change.Phase == phase)?.Time ?? StartOf(round.Dates, phase);

    /// <summary>What has been released to all areas of a round.</summary>
    public static long ReleasedMinor(Round round) => round.Areas.Sum(area => area.Released?.AmountMinor ?? 0);

    /// <summary>The name of an area as the round has it; its code where the round does not know it.</summary>
    public static string AreaName(Round round, string areaCode) =>
        round.Areas.FirstOrDefault(area => area.AreaCode == areaCode)?.Name is { Length: > 0 } name ? name : areaCode;
}
