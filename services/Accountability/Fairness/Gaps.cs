using Participatory.Accountability.V1;

namespace Participatory.Accountability.Fairness;

/// <summary>
/// Whom we have not heard from yet: groups that are a smaller part of those who proposed and told us than of those who live there. It goes
/// by numbers alone that are shown.
/// </summary>
internal static class Gaps
{
    // Less than four for five, and at least two in a hundred: less may be chance.
    private const int Of = 5;
    private const int Fewer = 4;
    private const double Least = 0.02;

    /// <summary>The groups of a table of which we have heard too little. Pure.</summary>
    /// <param name="areaCode">Empty for all areas together.</param>
    public static IEnumerable<NotHeard> In(string areaCode, FairnessTable table) =>
        table.Told.Count == 0 || table.Told[0] == 0 || table.Rows.Count(row => row.HasLiving) < 2
            ? []
            : table.Rows
                .Where(row => row is { Living: > 0, People.Count: > 0 }
                    && row.People[0] * table.Living * Of < row.Living * table.Told[0] * Fewer)
                .Select(row => new NotHeard
                {
                    AreaCode = areaCode, Question = table.Question, Choice = row.Choice, Living = row.Living, LivingOf = table.Living,
                    Told = row.People[0], ToldOf = table.Told[0],
                })
                .Where(group => SizeOf(group) >= Least);

    /// <summary>How far the two parts lie from each other, from 0 to 1.</summary>
    public static double SizeOf(NotHeard group) => ((double)group.Living / group.LivingOf) - ((double)group.Told / group.ToldOf);

    /// <summary>
    /// How many told us at each stage: everybody but those who did not say, or the sum of all groups. Where neither is shown, no part of it
    /// can be. Pure.
    /// </summary>
    /// <param name="everybody">How many there were at each stage, as far as it is shown.</param>
    public static IEnumerable<int> Told(IReadOnlyList<FairnessRow> rows, IReadOnlyList<int> everybody)
    {
        var silent = rows.Single(row => row.Choice.Length == 0).People;
        var groups = rows.Where(row => row.Choice.Length > 0).ToList();
        for (var stage = 0; ; stage++)
        {
            if (silent.Count > stage && everybody.Count > stage)
            {
                yield return everybody[stage] - silent[stage];
            }
            else if (groups.All(row => row.People.Count > stage))
            {
                yield return groups.Sum(row => row.People[stage]);
            }
            else
            {
                yield break;
            }
        }
    }
}
