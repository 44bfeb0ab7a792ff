using Participatory.Platform.Storage;

namespace Participatory.Voting.Polls;

/// <summary>
/// Forgets who came with the ballots of a published election, once its poll is closed: the hashes kept a voter from being brought in twice,
/// which cannot happen any more. There may be a million, so they go some at a time.
/// </summary>
internal sealed class ForgetImported(Database database)
{
    /// <summary>Beyond 5,000 rows SQL Server locks the table.</summary>
    private const int AtOnce = 4_000;

    private static readonly Sql SelectClosed = new("""
        SELECT p.poll_id FROM poll p WHERE p.state IN ('CLOSED', 'DECLARED') AND p.imported_from <> ''
        AND EXISTS (SELECT 1 FROM imported_voter v WHERE v.poll_id = p.poll_id)
        """);

    private static readonly Sql DeleteSome = new("""
        DELETE FROM imported_voter WHERE poll_id = @pollId AND voter_hash IN (
            SELECT voter_hash FROM imported_voter WHERE poll_id = @pollId ORDER BY voter_hash {limit @count})
        """);

    public async Task Tick(CancellationToken cancellation)
    {
        IReadOnlyList<string> closed;
        await using (var session = await database.Read(cancellation))
        {
            closed = await session.Many<string>(SelectClosed);
        }

        foreach (var pollId in closed)
        {
            while (await Delete(pollId, cancellation) == AtOnce)
            {
            }
        }
    }

    private async Task<int> Delete(string pollId, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        var deleted = await transaction.Execute(DeleteSome, new { pollId, count = AtOnce });
        await transaction.Commit();
        return deleted;
    }
}
