using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>Makes what stories are found by of words that were told before stories were found by their words.</summary>
internal sealed class FoldStories(Database database)
{
    /// <summary>As many as nobody waits for who tells something meanwhile.</summary>
    internal const int Batch = 50;

    private static readonly Sql SelectSome = new("""
        SELECT telling.part_id, telling.words FROM telling
        WHERE NOT EXISTS (SELECT 1 FROM telling_sought WHERE telling_sought.part_id = telling.part_id)
        ORDER BY telling.part_id {limit @limit}
        """);

    // What was taken back in the meantime is not kept.
    private static readonly Sql Insert = new("""
        INSERT INTO telling_sought (part_id, sought) SELECT part_id, @sought FROM telling
        WHERE part_id = @partId
            AND NOT EXISTS (SELECT 1 FROM telling_sought WHERE telling_sought.part_id = telling.part_id)
        """);

    public async Task Tick(CancellationToken cancellation)
    {
        while (await FoldSome(cancellation) == Batch)
        {
            // There are more.
        }
    }

    /// <summary>Keeps what these words are found by, beside them.</summary>
    public static Task Keep(Transaction transaction, string partId, string words) =>
        transaction.Execute(Insert, new { partId, sought = SoughtText.Fold(words) });

    private async Task<int> FoldSome(CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        // One process at a time.
        await transaction.Hold("sought stories");
        var some = await transaction.Many<(string PartId, string Words)>(SelectSome, new { limit = Batch });
        foreach (var (partId, words) in some)
        {
            await Keep(transaction, partId, words);
        }

        await transaction.Commit();
        return some.Count;
    }
}
