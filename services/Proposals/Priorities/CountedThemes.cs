using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Statutes;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Priorities;

/// <summary>A count of what people chose: a theme costs one place, and there are so many. Pure.</summary>
/// <param name="InOrder">The positions of the priorities, the first one first.</param>
/// <param name="Outcomes">What became of each theme, by position.</param>
/// <param name="Chosen">How many chose each, by position; null where somebody could be recognised.</param>
internal sealed record CountedThemes(
    IReadOnlyList<int> InOrder, IReadOnlyList<ThemeOutcome> Outcomes, IReadOnlyList<int>? Chosen)
{
    /// <summary>With fewer people, or where all chose alike, only the priorities are said: as at a vote.</summary>
    public const int Fewest = 20;

    public const string EqualShares = "equal-shares";

    public const string Greedy = "greedy";

    /// <summary>Counts it.</summary>
    /// <param name="choices">What each person chose: positions, each once.</param>
    public static CountedThemes Of(string rule, int places, int themes, IReadOnlyList<ushort[]> choices)
    {
        // A tie goes to the theme that was named first: ids sort as they were named.
        var builder = new ElectionBuilder(new ElectionTerms(
            VoteType.Approval, places, 0, [.. Enumerable.Range(0, themes).Select(at => new Project($"{at:D3}", 1))]));
        foreach (var choice in choices)
        {
            builder.Add(choice);
        }

        var election = builder.Build();
        // Shares that nobody can use any more go to what most people chose, so that no place stays empty.
        var statute = Statute.Read(rule == EqualShares ? "equal-shares/greedy" : rule, "votes", "lex", 1, VoteType.Approval);
        var outcome = statute.Count(election).Outcome;
        var won = outcome.Winners.Select(PositionOf).ToList();
        var votes = Enumerable.Range(0, themes).Select(at => (int)election.Votes(at)).ToList();
        if (election.BallotCount < Fewest || election.DistinctBallots == 1)
        {
            // The order would say what the numbers do not.
            return new CountedThemes(
                [.. won.Order()], [.. votes.Select((_, at) => won.Contains(at) ? ThemeOutcome.Priority : ThemeOutcome.TooFew)], null);
        }

        var tied = outcome.Ties.Where(tie => tie.Decisive).SelectMany(tie => tie.Projects).Select(PositionOf).ToHashSet();
        var last = won.Count > 0 ? won.Min(at => votes[at]) : 0;
        return new CountedThemes(won, [.. votes.Select((many, at) => won.Contains(at) ? ThemeOutcome.Priority
            : many == 0 ? ThemeOutcome.Nobody
            : tied.Contains(at) ? ThemeOutcome.Tied
            : many >= last ? ThemeOutcome.Shared
            : ThemeOutcome.Fewer)], votes);
    }

    private static int PositionOf(Project project) => int.Parse(project.Id, System.Globalization.CultureInfo.InvariantCulture);
}
