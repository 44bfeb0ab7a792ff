using Participatory.Counting.Rules;

namespace Participatory.Cli.Counts;

/// <summary>A rule in the words of the command line.</summary>
internal sealed record RuleWords(string Rule, string Utility, string Completion, long Threshold, bool Sum)
{
    /// <summary>By how many whole units Add1 raises endowments; null when nothing was said.</summary>
    public int? Add1Step { get; init; }

    /// <summary>Where Add1 begins: floor or fraction; null when nothing was said.</summary>
    public string? Add1Start { get; init; }

    /// <summary>When Add1 stops: exhausted, supported or overspent; null when nothing was said.</summary>
    public string? Add1Stop { get; init; }

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
            _ when Add1Complaint() is { } complaint => (null, complaint),
            "greedy" or "greedy-no-skip" when Completion != "none" => (null, "--completion belongs to equal-shares; greedy leaves nothing to complete."),
            "greedy" => (new Counting.Rules.Rule.Greedy(liking.Value, !Sum, Skip: true, Threshold), null),
            "greedy-no-skip" => (new Counting.Rules.Rule.Greedy(liking.Value, !Sum, Skip: false, Threshold), null),
            "equal-shares" or "phragmen" or "maximin-support" or "expanding-approvals" when Threshold > 0 || Sum => (null, "--threshold and --sum belong to greedy."),
            "equal-shares" => EqualShares(liking.Value),
            "phragmen" or "maximin-support" or "expanding-approvals" when Utility != "cost" || Completion != "none" =>
                (null, $"--utility and --completion mean nothing to {Rule}, which looks at who chose what and at costs. Leave them out."),
            "phragmen" => (new Counting.Rules.Rule.Phragmen(), null),
            "maximin-support" => (new Counting.Rules.Rule.MaximinSupport(), null),
            "expanding-approvals" => (new Counting.Rules.Rule.ExpandingApprovals(), null),
            _ => (null, $"--rule {Rule} is not known. Say greedy, greedy-no-skip, equal-shares, phragmen, maximin-support or expanding-approvals."),
        };
    }

    private string? Add1Complaint() => (Add1Step, Add1Start, Add1Stop) switch
    {
        (null, null, null) => null,
        _ when Rule != "equal-shares" || !Completion.StartsWith("add1", StringComparison.Ordinal) => "--add1-step, --add1-start and --add1-stop belong to equal-shares with a completion by add1.",
        ( < 1, _, _) => "--add1-step is below 1.",
        (_, not (null or "floor" or "fraction"), _) => $"--add1-start {Add1Start} is not known. Say floor or fraction.",
        (_, _, not (null or "exhausted" or "supported" or "overspent")) => $"--add1-stop {Add1Stop} is not known. Say exhausted, supported or overspent.",
        _ => null,
    };

    private Add1 Raised() => new(Add1Step ?? 1, Add1Start is null or "floor", Add1Stop is not "overspent", Add1Stop is "supported");

    private (Counting.Rules.Rule? Rule, string? Complaint) EqualShares(Counting.Rules.Utility liking) => Completion switch
    {
        "none" => (new Counting.Rules.Rule.EqualShares(liking), null),
        "greedy" => (new Counting.Rules.Rule.EqualShares(liking, null, FillUp.ByUtility), null),
        "add1" => (new Counting.Rules.Rule.EqualShares(liking, Raised()), null),
        "add1u" => (new Counting.Rules.Rule.EqualShares(liking, Raised(), FillUp.ByVotes), null),
        "add1+greedy" => (new Counting.Rules.Rule.EqualShares(liking, Raised(), FillUp.ByUtility), null),
        _ => (null, $"--completion {Completion} is not known. Say none, add1, add1u, greedy or add1+greedy."),
    };
}
