namespace Participatory.Cli.Counts;

/// <summary>A rule in the words of the command line.</summary>
internal sealed record RuleWords(string Rule, string Utility, string Completion, long Threshold, bool Sum)
{
    /// <summary>The rule that is meant, or the sentence that says why there is none.</summary>
    public (Counting.Rules.Rule? Rule, string? Complaint) Choose()
    {
        Counting.Rules.Utility? liking = Utility switch
        {
            "votes" => Counting.Rules.Utility.Votes,
            "cost" => Counting.Rules.Utility.Cost,
            "points" => Counting.Rules.Utility.Points,
            "borda" => Counting.Rules.Utility.Borda,
            "borda1" => Counting.Rules.Utility.Borda1,
            _ => null,
        };
        if (liking is null)
        {
            return (null, $"--utility {Utility} is not known. Say votes, cost, points, borda or borda1.");
        }

        return Rule switch
        {
            _ when Threshold < 0 => (null, "--threshold is below zero."),
            "greedy" or "greedy-no-skip" when Completion != "none" => (null, "--completion belongs to equal-shares; greedy leaves nothing to complete."),
            "greedy" => (new Counting.Rules.Rule.Greedy(liking.Value, !Sum, Skip: true, Threshold), null),
            "greedy-no-skip" => (new Counting.Rules.Rule.Greedy(liking.Value, !Sum, Skip: false, Threshold), null),
            "equal-shares" or "phragmen" => (null, $"--rule {Rule} is not built yet. Say greedy or greedy-no-skip."),
            _ => (null, $"--rule {Rule} is not known. Say greedy or greedy-no-skip."),
        };
    }
}
