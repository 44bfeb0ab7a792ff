using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Rounds;

/// <summary>How what was changed of a round after it was made is said.</summary>
public static class RoundChanges
{
    /// <returns>"Open for ideas: 3 July instead of 1 July".</returns>
    public static string Say(DateChange change, Say say) => say.Fill(
        Words.Rounds.DateMoved, Name(change.Phase), Day(change.Phase, change.AfterTime, say), Day(change.Phase, change.BeforeTime, say));

    /// <returns>"Name of Elm Park", or that it is the description.</returns>
    public static string Say(WordsChange change, Round round, Say say) => change.AreaCode.Length == 0
        ? Words.Rounds.DescriptionChanged
        : say.Fill(Words.Rounds.NameChanged, Phases.AreaName(round, change.AreaCode), change.Before);

    // A round is finished by its result, and no date says when; its date is the end of voting.
    private static string Name(Phase phase) => phase == Phase.Finished ? Words.CouncilRounds.LastDay : Phases.Name(phase);

    private static string Day(Phase phase, Google.Protobuf.WellKnownTypes.Timestamp instant, Say say) =>
        phase == Phase.Finished ? say.LastDay(instant) : say.Date(instant);
}
