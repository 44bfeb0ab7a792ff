using System.Collections.Immutable;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Rules;

/// <summary>
/// A <see cref="Utility"/> as people choose it by name, with what it asks of ballots; described once for everything that reads or offers
/// one.
/// </summary>
public sealed record UtilityKind
{
    private UtilityKind(string name, Utility utility) => (Name, Utility) = (name, utility);

    /// <summary>For example <c>borda1</c>.</summary>
    public string Name { get; }

    /// <summary>What it is to the count.</summary>
    public Utility Utility { get; }

    /// <summary>True where ballots have to carry points.</summary>
    public bool NeedsPoints { get; private init; }

    /// <summary>True where ballots have to be ranked.</summary>
    public bool NeedsOrder { get; private init; }

    /// <summary>The name under which sentences speak of it: people need not be told the two ways to count ranks apart.</summary>
    public string SaidAs => NeedsOrder ? "borda" : Name;

    /// <summary>Every one there is.</summary>
    public static ImmutableArray<UtilityKind> All { get; } =
    [
        new("votes", Utility.Votes),
        new("cost", Utility.Cost),
        new("points", Utility.Points) { NeedsPoints = true },
        new("borda", Utility.Borda) { NeedsOrder = true },
        new("borda1", Utility.Borda1) { NeedsOrder = true },
    ];

    /// <summary>The one of that name, or null where there is none.</summary>
    /// <param name="name">For example <c>cost</c>, in lower case.</param>
    public static UtilityKind? Named(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The names of those that such ballots have.</summary>
    /// <param name="type">How ballots are filled in.</param>
    public static ImmutableArray<string> NamesFor(VoteType type) => [.. All.Where(kind => kind.Fits(type)).Select(kind => kind.Name)];

    /// <summary>True where such ballots have it.</summary>
    /// <param name="type">How ballots are filled in.</param>
    public bool Fits(VoteType type) => (!NeedsPoints || type.HasPoints()) && (!NeedsOrder || type.HasOrder());

    /// <summary>The one of that utility.</summary>
    /// <param name="utility">A utility.</param>
    public static UtilityKind Of(Utility utility) => All.First(kind => kind.Utility == utility);
}
