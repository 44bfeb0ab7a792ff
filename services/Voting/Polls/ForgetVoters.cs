using Participatory.Platform.Storage;

namespace Participatory.Voting.Polls;

/// <summary>
/// Forgets what was kept of people until their poll closed: who came with the ballots of a published election, so that nobody came twice,
/// and the addresses of those who still waited for an officer. There may be a million, so they go some at a time.
/// </summary>
internal sealed class ForgetVoters(Database database)
{
    /// <summary>Beyond 5,000 rows SQL Server locks the table.</summary>
    private const int AtOnce = 4_000;

    private static readonly Sql SelectImported = new("""
        SELECT p.poll_id FROM poll p WHERE p.state IN ('CLOSED', 'DECLARED') AND p.imported_from <> ''
        AND EXISTS (SELECT 1 FROM imported_voter v WHERE v.poll_id = p.poll_id)
        """);

    private static readonly Sql DeleteImported = new("""
        DELETE FROM imported_voter WHERE poll_id = @pollId AND voter_hash IN (
            SELECT voter_hash FROM imported_voter WHERE poll_id = @pollId ORDER BY voter_hash {limit @count})
        """);

    private static readonly Sql SelectWaiting = new("""
        SELECT p.poll_id FROM poll p WHERE p.state IN ('CLOSED', 'DECLARED')
        AND EXISTS (SELECT 1 FROM registration_waiting w WHERE w.poll_id = p.poll_id)
        """);

    private static readonly Sql DeleteWaiting = new("""
        DELETE FROM registration_waiting WHERE poll_id = @pollId AND registration_id IN (
            SELECT registration_id FROM registration_waiting WHERE poll_id = @pollId ORDER BY registration_id {limit @count})
        """);

    public async Task Tick(CancellationToken cancellation)
    {
        await Forget(SelectWaiting, DeleteWaiting, cancellation);
        await Forget(SelectImported, DeleteImported, cancellation);
    }

    private async Task Forget(Sql select, Sql delete, CancellationToken cancellation)
    {
        IReadOnlyList<string> closed;
        await using (var session = await database.Read(cancellation))
        {
            closed = await session.Many<string>(select);
        }

        foreach (var pollId in closed)
        {
            while (await DeleteSome(delete, pollId, cancellation) == AtOnce)
            {
            }
        }
    }

    private async Task<int> DeleteSome(Sql delete, string pollId, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        var deleted = await transaction.Execute(delete, new { pollId, count = AtOnce });
        await transaction.Commit();
        return deleted;
    }
}
