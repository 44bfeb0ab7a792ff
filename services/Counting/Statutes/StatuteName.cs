using System.Collections.Immutable;
using Participatory.Counting.Elections;
using Participatory.Counting.Rules;

namespace Participatory.Counting.Statutes;

/// <summary>
/// A rule, its completion and its utility as a ballot paper names them, for example <c>equal-shares/add1u</c> by <c>cost</c>.
/// </summary>
/// <param name="Rule">The rule.</param>
/// <param name="Completion"><see cref="Completion.None"/> where the rule has none.</param>
/// <param name="Utility">The utility; <c>cost</c> where the rule looks at none.</param>
public sealed record StatuteName(RuleKind Rule, Completion Completion, UtilityKind Utility)
{
    /// <summary>The name of the rule with its completion, for example <c>equal-shares/add1u</c>.</summary>
    public string RuleName => NameOf(Rule, Completion);

    /// <summary>Every name of a rule that a ballot paper may carry.</summary>
    public static ImmutableArray<string> RuleNames { get; } =
    [
        .. RuleKind.All.Where(rule => rule.IsInStatutes)
            .SelectMany(rule => rule.Completions.IsEmpty ? [NameOf(rule, Completion.None)]
                : rule.Completions.Select(completion => NameOf(rule, completion))),
    ];

    /// <summary>
    /// What is offered to those who make a round, the most usual first. Others can be asked for by name; these are the ones that pages have
    /// words for.
    /// </summary>
    public static ImmutableArray<StatuteName> Offered { get; } =
    [
        Known("greedy", "cost"), Known("greedy-no-skip", "cost"), Known("greedy", "votes"),
        Known("greedy", "borda1"), Known("equal-shares/add1u", "borda1"), Known("greedy", "points"), Known("equal-shares/add1u", "points"),
        Known("equal-shares/add1u", "cost"), Known("equal-shares/add1u", "votes"), Known("equal-shares", "cost"), Known("phragmen", "cost"),
    ];

    /// <summary>Reads names; null where a ballot paper may not carry them.</summary>
    /// <param name="rule">For example <c>equal-shares/add1u</c>.</param>
    /// <param name="utility">For example <c>cost</c>.</param>
    public static StatuteName? Parse(string rule, string utility)
    {
        var slash = rule.IndexOf('/', StringComparison.Ordinal);
        var (name, completed) = slash < 0 ? (rule, Completion.None.Name) : (rule[..slash], rule[(slash + 1)..]);
        // "equal-shares/none" is not a name: there is one way to say each thing.
        return RuleNames.Contains(rule) && RuleKind.Named(name) is { } kind && UtilityKind.Named(utility) is { } liking
            ? new StatuteName(kind, kind.CompletionNamed(completed) ?? Completion.None, liking)
            : null;
    }

    /// <summary>True where such ballots can be counted so.</summary>
    /// <param name="type">How ballots are filled in.</param>
    public bool Fits(VoteType type) => Rule.Fits(type) && Utility.Fits(type);

    /// <summary>The name of the rule, a space and the utility, for example <c>equal-shares/add1u cost</c>.</summary>
    public override string ToString() => $"{RuleName} {Utility.Name}";

    private static string NameOf(RuleKind rule, Completion completion) => completion == Completion.None ? rule.Name
        : $"{rule.Name}/{completion.Name}";

    private static StatuteName Known(string rule, string utility) =>
        Parse(rule, utility) ?? throw new InvalidOperationException($"What is offered has to be there: {rule} by {utility} is not.");
}
