namespace Participatory.Words.Holdings;

/// <summary>
/// Everything that is held here of people, and where: every column of every table, and every file. It stands in Words because all of it is
/// said to people (the privacy notice is made from it) and because services and gateway alike read this room; each service has a list of
/// its own beside it. A test holds the lists against the tables that the migrations make, so that nothing is held and not told.
/// </summary>
public static class Catalogue
{
    /// <summary>The databases of the five services; what <see cref="Platform"/> has is in each of them.</summary>
    public static IReadOnlyList<HeldDatabase> Databases { get; } =
        [OfPeople.Database, OfProposals.Database, OfVoting.Database, OfGrants.Database, OfAccountability.Database];

    /// <summary>What every service has beside its own tables.</summary>
    public static HeldDatabase Platform => OfPlatform.Database;

    public static IReadOnlyList<HeldFile> Files => OfFiles.All;

    /// <summary>Where a kind is held: "People: person, address", and names of files.</summary>
    public static IEnumerable<string> Places(PersonalKind kind) =>
        from database in Databases.Append(Platform)
        let tables = database.Tables.Where(table => table.Columns.Any(columns => columns.Kind == kind)).Select(table => table.Name).ToList()
        where tables.Count > 0
        select $"{database.Service}: {string.Join(", ", tables)}";
}
