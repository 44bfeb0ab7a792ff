using Participatory.Platform.Storage;
using Participatory.Words.Holdings;

namespace Participatory.Platform.Running;

/// <summary>
/// What a service removed because its time was over. The note commits with the removal, so that officers read what was done and not what
/// was meant to be.
/// </summary>
public static class Removals
{
    /// <summary>How long it is told, and how far back a page looks.</summary>
    public static readonly TimeSpan Told = TimeSpan.FromDays(30);

    /// <summary>Long enough to look back over a year; nothing of a person stands in it.</summary>
    internal static readonly TimeSpan NotedFor = TimeSpan.FromDays(400);

    private static readonly Sql Insert = new("""
        INSERT INTO removal (removal_id, kind, total, removed_at) VALUES (@id, @kind, @total, @now)
        """);

    private static readonly Sql Select = new("""
        SELECT kind, SUM(total) AS total, MAX(removed_at) AS last_at FROM removal WHERE removed_at > @since GROUP BY kind ORDER BY kind
        """);

    /// <summary>Notes that <paramref name="total"/> of a kind went; nothing where it is none.</summary>
    /// <param name="kind">One of <see cref="RemovalKinds"/>.</param>
    public static async Task Note(Transaction transaction, string kind, long total, DateTimeOffset now)
    {
        if (total > 0)
        {
            await transaction.Execute(Insert, new { id = Guid.CreateVersion7().ToString(), kind, total, now }).ConfigureAwait(false);
        }
    }

    /// <summary>Runs <paramref name="delete"/>, a batch in a transaction, until nothing is left of what it removes.</summary>
    /// <param name="kind">One of <see cref="RemovalKinds"/>; nothing is noted where it is empty.</param>
    /// <returns>How many went.</returns>
    public static async Task<long> Delete(
        Database database, Sql delete, object which, string kind, DateTimeOffset now, CancellationToken cancellation)
    {
        var all = 0L;
        int deleted;
        do
        {
            await using var transaction = await database.Begin(cancellation).ConfigureAwait(false);
            deleted = await transaction.Execute(delete, which).ConfigureAwait(false);
            await Note(transaction, kind, kind.Length > 0 ? deleted : 0, now).ConfigureAwait(false);
            await transaction.Commit().ConfigureAwait(false);
            all += deleted;
        }
        while (deleted > 0);

        return all;
    }

    /// <summary>A row for each kind of which something went since then.</summary>
    public static Task<IReadOnlyList<RemovalRow>> Load(Session session, DateTimeOffset since) =>
        session.Many<RemovalRow>(Select, new { since });
}

/// <summary>How many of a kind went, and when the last of them did.</summary>
public sealed record RemovalRow
{
    public string Kind { get; init; } = "";
    public long Total { get; init; }
    public DateTimeOffset LastAt { get; init; }
}
