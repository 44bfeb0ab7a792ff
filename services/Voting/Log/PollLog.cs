using System.Globalization;
using Participatory.Platform.Storage;

namespace Participatory.Voting.Log;

/// <summary>
/// The public log of a poll. Leaves wait until there are enough to hide among: a batch takes those with the smallest
/// hashes, which is at random, so that a place in the log does not tell when a ballot came. At the closing all go in.
/// </summary>
internal sealed class PollLog(LogKey key)
{
    /// <summary>How many stay behind, and how many go at the least: each batch is mixed with what came before and after it.</summary>
    public const int Crowd = 20;

    /// <summary>How many have to wait before some go.</summary>
    public const int Enough = 2 * Crowd;

    /// <summary>How many go at the most at once, so that voters do not wait for it.</summary>
    public const int Most = 1_000;

    private static readonly Sql CountWaiting = new("SELECT COUNT(*) FROM log_waiting WHERE poll_id = @pollId");

    private static readonly Sql SelectWaiting = new("""
        SELECT leaf_hash FROM log_waiting WHERE poll_id = @pollId ORDER BY leaf_hash {limit @count}
        """);

    private static readonly Sql SelectNewest = new("""
        SELECT tree_size, note, edge FROM log_checkpoint WHERE poll_id = @pollId ORDER BY tree_size DESC {limit @count}
        """);

    private static readonly Sql InsertLeaves = new("""
        INSERT INTO log_leaf (poll_id, position, leaf_hash)
        SELECT poll_id, @size - 1 + ROW_NUMBER() OVER (ORDER BY leaf_hash), leaf_hash FROM log_waiting
        WHERE poll_id = @pollId AND leaf_hash <= @last
        """);

    private static readonly Sql DeleteWaiting = new("DELETE FROM log_waiting WHERE poll_id = @pollId AND leaf_hash <= @last");

    private static readonly Sql InsertCheckpoint = new("""
        INSERT INTO log_checkpoint (poll_id, tree_size, note, edge) VALUES (@pollId, @Size, @note, @edge)
        """);

    /// <summary>The newest checkpoint, or null before the first one.</summary>
    public static Task<CheckpointRow?> LoadNewest(Session session, string pollId) =>
        session.One<CheckpointRow>(SelectNewest, new { pollId, count = 1 });

    /// <summary>Moves a crowd into the log where one waits. The poll is locked.</summary>
    /// <returns>How many went.</returns>
    public async Task<int> AppendCrowd(Transaction transaction, string pollId)
    {
        var waiting = await transaction.One<long>(CountWaiting, new { pollId });
        if (waiting < Enough)
        {
            return 0;
        }

        var count = (int)Math.Min(Most, waiting - Crowd);
        await Append(transaction, pollId, count);
        return count;
    }

    /// <summary>Moves everything into the log and signs its last checkpoint. The poll is locked, and closed with this.</summary>
    public Task AppendRest(Transaction transaction, string pollId) => Append(transaction, pollId, int.MaxValue);

    private async Task Append(Transaction transaction, string pollId, int count)
    {
        var leaves = await transaction.Many<byte[]>(SelectWaiting, new { pollId, count });
        var newest = await LoadNewest(transaction, pollId);
        if (leaves.Count == 0 && newest is not null)
        {
            return;
        }

        var edge = new TreeEdge(newest?.TreeSize ?? 0, newest?.Edge ?? []);
        if (leaves.Count > 0)
        {
            await transaction.Execute(InsertLeaves, new { pollId, size = edge.Size, last = leaves[^1] });
            await transaction.Execute(DeleteWaiting, new { pollId, last = leaves[^1] });
        }

        foreach (var leaf in leaves)
        {
            edge.Append(leaf);
        }

        await transaction.Execute(
            InsertCheckpoint, new { pollId, edge.Size, note = key.Note(Checkpoint(pollId, edge)), edge = edge.ToBytes() });
    }

    // c2sp.org/tlog-checkpoint: origin, size, root.
    private string Checkpoint(string pollId, TreeEdge edge) => string.Create(
        CultureInfo.InvariantCulture, $"{key.OriginOf(pollId)}\n{edge.Size}\n{Convert.ToBase64String(edge.Root())}\n");
}

/// <summary>A signed state of a log.</summary>
internal sealed record CheckpointRow
{
    public long TreeSize { get; init; }
    public string Note { get; init; } = "";
    public byte[] Edge { get; init; } = [];
}
