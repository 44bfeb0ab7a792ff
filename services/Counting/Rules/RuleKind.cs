using System.Collections.Immutable;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Rules;

/// <summary>
/// A rule as people choose it by name, described once: statutes, rounds, pages and the command line read what stands here. What it does in
/// words stands with all other words, by this name. A new rule is a <see cref="Rule"/> with its count, a line here, and its sentences.
/// </summary>
public sealed record RuleKind
{
    private readonly Func<Settings, Rule> make;

    private RuleKind(string name, Func<Settings, Rule> make) => (Name, this.make) = (name, make);

    /// <summary>For example <c>equal-shares</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// True where it maximises or shares a utility that is chosen; false where it looks only at who chose what, and at costs.
    /// </summary>
    public bool HasUtility { get; private init; }

    /// <summary>
    /// True where it looks at a threshold by itself; for other rules a statute leaves out what is below before the count.
    /// </summary>
    public bool HasThreshold { get; private init; }

    /// <summary>True where it needs ranked ballots, whatever the utility.</summary>
    public bool NeedsOrder { get; private init; }

    /// <summary>True where everybody has an equal share of the money, so that no group large enough is left short.</summary>
    public bool GivesShares { get; private init; }

    /// <summary>True where a ballot paper may name it; false where only the command line counts by it.</summary>
    public bool IsInStatutes { get; private init; }

    /// <summary>What may be done with money that is left over, "none" first; empty where the rule leaves nothing to complete.</summary>
    public ImmutableArray<Completion> Completions { get; private init; } = [];

    /// <summary>Every rule there is, in the order in which they are listed to people.</summary>
    public static ImmutableArray<RuleKind> All { get; } =
    [
        new("greedy", of => new Rule.Greedy(of.Utility, !of.Sum, Skip: true, of.Threshold)) { HasUtility = true, HasThreshold = true,
            IsInStatutes = true },
        new("greedy-no-skip", of => new Rule.Greedy(of.Utility, !of.Sum, Skip: false, of.Threshold))
        {
            HasUtility = true, HasThreshold = true, IsInStatutes = true,
        },
        new("equal-shares", of => new Rule.EqualShares(of.Utility, of.Completion.Raises ? of.Add1 : null, of.Completion.FillUp))
        {
            HasUtility = true, GivesShares = true, Completions = Completion.All, IsInStatutes = true,
        },
        new("phragmen", _ => new Rule.Phragmen()) { IsInStatutes = true },
        new("maximin-support", _ => new Rule.MaximinSupport()),
        new("expanding-approvals", _ => new Rule.ExpandingApprovals()) { NeedsOrder = true, GivesShares = true },
    ];

    /// <summary>The rule of that name, or null where there is none.</summary>
    /// <param name="name">For example <c>greedy</c>, in lower case and without a completion.</param>
    public static RuleKind? Named(string name) => All.FirstOrDefault(kind => kind.Name == name);

    internal static RuleKind Of(string name) => Named(name)
        ?? throw new InvalidOperationException($"No rule of the name {name} is described.");

    /// <summary>True where it counts such ballots, with a utility that they have.</summary>
    /// <param name="type">How ballots are filled in.</param>
    public bool Fits(VoteType type) => !NeedsOrder || type.HasOrder();

    /// <summary>The completion of that name that the rule has, or null where it has none of that name.</summary>
    /// <param name="name">For example <c>add1u</c>.</param>
    public Completion? CompletionNamed(string name) => Completions.FirstOrDefault(completion => completion.Name == name);

    /// <summary>The rule with its settings; those that it does not have are not looked at.</summary>
    /// <param name="settings">The settings.</param>
    public Rule With(Settings settings) => make(settings);

    /// <summary>All that can be set of a rule.</summary>
    /// <param name="Utility">What it maximises or shares.</param>
    /// <param name="Completion">What is done with money that is left over.</param>
    /// <param name="Add1">How endowments are raised where <paramref name="Completion"/> raises them.</param>
    /// <param name="Threshold">The fewest votes (or points) with which a project can win.</param>
    /// <param name="Sum">True to go by the plain sum of utilities and not by utility per unit of cost.</param>
    public sealed record Settings(Utility Utility, Completion Completion, Add1 Add1, long Threshold = 0, bool Sum = false);
}

/// <summary>What may be done with money that a rule leaves over.</summary>
/// <param name="Name">For example <c>add1u</c>.</param>
/// <param name="Raises">True to raise everybody's endowment first (<see cref="Add1"/>).</param>
/// <param name="FillUp">Who gets what is left in the end.</param>
public sealed record Completion(string Name, bool Raises, FillUp FillUp)
{
    /// <summary>Nothing is done; what is left stays.</summary>
    public static Completion None { get; } = new("none", Raises: false, FillUp.Nobody);

    /// <summary>Every completion there is. Source: equalshares.net.</summary>
    public static ImmutableArray<Completion> All { get; } =
    [
        None,
        new("add1", Raises: true, FillUp.Nobody),
        new("add1u", Raises: true, FillUp.ByVotes),
        new("greedy", Raises: false, FillUp.ByUtility),
        new("add1+greedy", Raises: true, FillUp.ByUtility),
    ];
}
