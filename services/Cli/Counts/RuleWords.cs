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
        if (UtilityKind.Named(Utility) is not { } liking)
        {
            return (null, $"--utility {Utility} is not known. Say {OneOf(UtilityKind.All.Select(utility => utility.Name))}.");
        }

        var complaint = Kind is not { } kind ? $"--rule {Rule} is not known. Say {OneOf(RuleKind.All.Select(rule => rule.Name))}."
            : Threshold < 0 ? "--threshold is below zero."
            : Add1Complaint()
                ?? (!kind.HasThreshold && (Threshold > 0 || Sum) ? "--threshold and --sum belong to greedy."
                : !kind.HasUtility && (Utility != "cost" || Completion != Counting.Rules.Completion.None.Name)
                    ? $"--utility and --completion mean nothing to {Rule}, which looks at who chose what and at costs. Leave them out."
                : kind.Completions.IsEmpty && Completion != Counting.Rules.Completion.None.Name
                    ? $"--completion belongs to equal-shares; {Rule} leaves nothing to complete."
                : kind.Completions.IsEmpty || kind.CompletionNamed(Completion) is not null ? null
                : $"--completion {Completion} is not known. Say {OneOf(kind.Completions.Select(completion => completion.Name))}.");
        return complaint is not null ? (null, complaint)
            : (Kind!.With(
                new(liking.Utility, Kind.CompletionNamed(Completion) ?? Counting.Rules.Completion.None, Raised(), Threshold, Sum)), null);
    }

    private RuleKind? Kind => RuleKind.Named(Rule);

    private static string OneOf(IEnumerable<string> names)
    {
        var all = names.ToList();
        return $"{string.Join(", ", all.Take(all.Count - 1))} or {all[^1]}";
    }

    private string? Add1Complaint() => (Add1Step, Add1Start, Add1Stop) switch
    {
        (null, null, null) => null,
        _ when Kind?.CompletionNamed(Completion)?.Raises != true =>
             "--add1-step, --add1-start and --add1-stop belong to equal-shares with a completion by add1.",
        ( < 1, _, _) => "--add1-step is below 1.",
        (_, not (null or "floor" or "fraction"), _) => $"--add1-start {Add1Start} is not known. Say floor or fraction.",
        (_, _, not (null or "exhausted" or "supported" or "overspent")) =>
            $"--add1-stop {Add1Stop} is not known. Say exhausted, supported or overspent.",
        _ => null,
    };

    private Add1 Raised() => new(Add1Step ?? 1, Add1Start is null or "floor", Add1Stop is not "overspent", Add1Stop is "supported");
}
