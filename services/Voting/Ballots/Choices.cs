using System.Globalization;
using Participatory.Platform.Calls;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>What a ballot says: which projects, in no order, each once.</summary>
internal static class Choices
{
    /// <summary>The most project ids that one request may name.</summary>
    public const int MaxNamed = 1_000;

    /// <summary>
    /// The positions of the projects that <paramref name="projectIds"/> name, ascending, where the poll's rules allow such a
    /// ballot: every id known, as many different ones as the poll says, and within the budget where they fill a knapsack.
    /// </summary>
    /// <exception cref="Refusal">With every fault.</exception>
    public static int[] Check(PollRow poll, long budgetMinor, IReadOnlyList<ProjectRow> projects, IReadOnlyList<string> projectIds)
    {
        var fields = new Fields();
        var chosen = Find(projects, projectIds, (index, sentence) => fields.Require(holds: false, $"project_ids[{index}]", sentence));
        fields.Check();

        fields.Require(chosen.Count >= poll.MinLength, "project_ids", chosen.Count == 0
            ? $"Please choose at least {Count(poll.MinLength)}."
            : $"Please choose at least {Count(poll.MinLength)}; you have chosen {chosen.Count}.");
        fields.Require(poll.MaxLength == 0 || chosen.Count <= poll.MaxLength, "project_ids",
            $"Please choose at most {Count(poll.MaxLength)}; you have chosen {chosen.Count}.");
        var cost = chosen.Values.Sum(project => project.CostMinor);
        fields.Require(poll.VoteType != VoteType.Knapsack || cost <= budgetMinor, "project_ids",
            $"Together these projects cost {Amounts.Text(cost, poll.Currency)}, and there is {Amounts.Text(budgetMinor, poll.Currency)} for this area. Please take one out.");
        fields.Check();
        return [.. chosen.Keys];
    }

    /// <summary>The projects by position; <paramref name="fault"/> is told of every id that is not on the paper.</summary>
    public static SortedDictionary<int, ProjectRow> Find(IReadOnlyList<ProjectRow> projects, IReadOnlyList<string> projectIds, Action<int, string> fault)
    {
        var byId = projects.ToDictionary(project => project.ProjectId, StringComparer.Ordinal);
        var chosen = new SortedDictionary<int, ProjectRow>();
        for (var index = 0; index < projectIds.Count; index++)
        {
            if (byId.TryGetValue(projectIds[index], out var project))
            {
                chosen[project.Position] = project;
            }
            else
            {
                fault(index, "This project is not on the ballot paper of this area.");
            }
        }

        return chosen;
    }

    /// <summary>As a ballot is kept.</summary>
    public static string ToText(IEnumerable<int> positions) => string.Join(',', positions.Select(position => position.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads a kept ballot.</summary>
    public static ushort[] Parse(string text) =>
        text.Length == 0 ? [] : Array.ConvertAll(text.Split(','), position => ushort.Parse(position, NumberStyles.None, CultureInfo.InvariantCulture));

    private static string Count(int projects) => projects == 1 ? "one project" : $"{projects} projects";
}
