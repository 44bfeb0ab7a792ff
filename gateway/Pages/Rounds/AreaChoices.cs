using Participatory.Gateway.Forms;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Rounds;

/// <summary>The areas of several rounds, to choose one of them or all.</summary>
internal static class AreaChoices
{
    /// <summary>Areas are offered from the newest rounds only; older ones have their own pages.</summary>
    public const int RoundsLookedAt = 20;

    /// <param name="asked">The area that is looked at, which may be of an older round; empty for all.</param>
    public static IReadOnlyList<Choice> Of(IReadOnlyCollection<Round> rounds, string? asked) => Choice.With(
    [
        new Choice("", Words.Site.AllAreas),
        .. rounds.SelectMany(round => round.Areas.Select(area => new Choice(area.AreaCode, Phases.AreaName(round, area.AreaCode))))
            .DistinctBy(choice => choice.Value)
            .OrderBy(choice => choice.Text, StringComparer.CurrentCulture),
    ], asked);
}
