namespace Participatory.Words.Holdings;

/// <summary>What a table holds: each of its columns stands in exactly one of <paramref name="Columns"/>.</summary>
/// <param name="Name">As its migration calls it.</param>
public sealed record HeldTable(string Name, params IReadOnlyList<HeldColumns> Columns)
{
    /// <summary>
    /// Why people are not given what stands here of them when they ask for everything about them; empty where they are. Of the work of
    /// the staff nothing is: it is on record under name and title.
    /// </summary>
    public string NotGiven { get; init; } = "";

    /// <summary>Columns that say something of a person.</summary>
    internal static HeldColumns Of(PersonalKind kind, string columns) => new(columns, kind, "");

    /// <summary>Columns that say nothing of a person.</summary>
    /// <param name="why">Needed where their names could be of people.</param>
    internal static HeldColumns Nobody(string columns, string why = "") => new(columns, null, why);
}

/// <summary>Columns of a table that hold the same kind of thing.</summary>
/// <param name="Names">With spaces between them.</param>
/// <param name="Kind">Null where they say nothing of a person.</param>
/// <param name="Why">Why they do not, for developers; empty where their names show it.</param>
public sealed record HeldColumns(string Names, PersonalKind? Kind, string Why)
{
    public IReadOnlyList<string> Each => Names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What one service holds in its database.</summary>
/// <param name="Service">"People"; "Platform" is what every service has beside its own tables.</param>
public sealed record HeldDatabase(string Service, IReadOnlyList<HeldTable> Tables);

/// <summary>What lies in a file, or with the browser, and in no table.</summary>
/// <param name="Where">As code spells it: the name of a folder, a file or a prefix.</param>
/// <param name="Holder">Who writes it: a service, "Gateway", "Browser" or "Everybody".</param>
/// <param name="Kind">Null where it says nothing of a person.</param>
/// <param name="Why">Why it is there, or why it says nothing of a person.</param>
public sealed record HeldFile(string Where, string Holder, PersonalKind? Kind, string Why);
