using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;
using Participatory.Words.Holdings;

namespace Participatory.Voting.Roll;

/// <summary>
/// Removes who could vote, the hashes of their codes, that they did, and who registered, once the time in which a result can be objected
/// to is over. A poll without a result keeps all of it. Ballots, the log, the count and how many of each area voted stay, so that the
/// bundle is the same as before.
/// </summary>
internal sealed class RemoveRolls(Database database, Retention retention, TimeProvider clock)
{
    /// <summary>Beyond 5,000 rows SQL Server locks the table.</summary>
    private const int AtOnce = 4_000;

    private static readonly Sql SelectOver = new("""
        SELECT r.poll_id FROM result r JOIN poll p ON p.poll_id = r.poll_id AND p.state = 'DECLARED'
        WHERE r.declared_at <= @before AND (EXISTS (SELECT 1 FROM roll_entry v WHERE v.poll_id = r.poll_id)
            OR EXISTS (SELECT 1 FROM registration g WHERE g.poll_id = r.poll_id))
        ORDER BY r.poll_id
        """);

    private static readonly Sql KeepVoted = new("""
        INSERT INTO removed_roll (poll_id, area_code, voted)
        SELECT c.poll_id, c.area_code, (SELECT COUNT(*) FROM turnout t
            JOIN roll_entry v ON v.poll_id = t.poll_id AND v.position = t.roll_position
            WHERE t.poll_id = c.poll_id AND v.area_code = c.area_code)
        FROM contest c
        WHERE c.poll_id = @pollId AND NOT EXISTS (
            SELECT 1 FROM removed_roll r WHERE r.poll_id = c.poll_id AND r.area_code = c.area_code)
        """);

    private static readonly Sql DeleteTurnout = new("""
        DELETE FROM turnout WHERE poll_id = @pollId AND roll_position IN (
            SELECT roll_position FROM turnout WHERE poll_id = @pollId ORDER BY roll_position {limit @count})
        """);

    private static readonly Sql DeleteEntries = new("""
        DELETE FROM roll_entry WHERE poll_id = @pollId AND position IN (
            SELECT position FROM roll_entry WHERE poll_id = @pollId ORDER BY position {limit @count})
        """);

    private static readonly Sql DeleteWaiting = new("DELETE FROM registration_waiting WHERE poll_id = @pollId");

    private static readonly Sql DeleteRegistrations = new("""
        DELETE FROM registration WHERE poll_id = @pollId AND person_hash IN (
            SELECT person_hash FROM registration WHERE poll_id = @pollId ORDER BY person_hash {limit @count})
        """);

    public async Task Tick(CancellationToken cancellation)
    {
        IReadOnlyList<string> over;
        await using (var session = await database.Read(cancellation))
        {
            over = await session.Many<string>(SelectOver, new { before = clock.GetUtcNow() - retention.Of(Period.VoterLists) });
        }

        foreach (var pollId in over)
        {
            await Begin(pollId, cancellation);
            await Delete(DeleteTurnout, pollId, "", cancellation);
            await Delete(DeleteEntries, pollId, RemovalKinds.VoterLists, cancellation);
            await Delete(DeleteRegistrations, pollId, RemovalKinds.Registrations, cancellation);
        }
    }

    /// <summary>How many voted is counted while all of them are there, and before the first of them goes.</summary>
    private async Task Begin(string pollId, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        var row = await PollRow.Lock(transaction, pollId);
        if (row.StateNow != PollState.Declared)
        {
            throw new InvalidOperationException($"The roll of {pollId} is still needed.");
        }

        await transaction.Execute(KeepVoted, new { pollId });
        await transaction.Execute(DeleteWaiting, new { pollId });
        await transaction.Commit();
    }

    private Task<long> Delete(Sql delete, string pollId, string kind, CancellationToken cancellation) =>
        Removals.Delete(database, delete, new { pollId, count = AtOnce }, kind, clock.GetUtcNow(), cancellation);
}
