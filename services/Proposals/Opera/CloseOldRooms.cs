using Participatory.Platform.Calls;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Opera;

/// <summary>Closes rooms that were left open, and forgets places in rooms that are closed for a day.</summary>
internal sealed class CloseOldRooms(Database database, TimeProvider clock)
{
    /// <summary>For how long a room can be open, and for how long afterwards a place leads to what came of it.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private static readonly Sql SelectOld = new(
        "SELECT room_id FROM opera_room WHERE closed_at IS NULL AND opened_at <= @before ORDER BY opened_at");

    private static readonly Sql DeletePlaces = new("""
        DELETE {some} FROM opera_participant
        WHERE room_id IN (SELECT room_id FROM opera_room WHERE closed_at IS NOT NULL AND closed_at <= @before)
        """);

    private static readonly Sql DeleteOwnNotes = new("""
        DELETE FROM opera_own_note
        WHERE participant_id IN (SELECT participant_id FROM opera_participant WHERE room_id = @RoomId)
        """);

    private static readonly Sql UpdateNames = new("UPDATE opera_participant SET first_name = '' WHERE room_id = @RoomId");

    private static readonly Sql DeleteUnread = new("DELETE FROM opera_note WHERE room_id = @RoomId AND pair > @ReadUpTo");

    public async Task Tick(CancellationToken cancellation)
    {
        var now = clock.Now();
        var before = now - Longest;
        IReadOnlyList<string> old;
        await using (var session = await database.Read(cancellation))
        {
            old = await session.Many<string>(SelectOld, new { before });
        }

        foreach (var roomId in old)
        {
            await using var transaction = await database.Begin(cancellation);
            var room = await OperaRoomRow.Lock(transaction, roomId);
            if (Decide(room, now) is { } closed)
            {
                await Close(transaction, room, closed);
                await transaction.Commit();
            }
        }

        await Removals.Delete(database, DeletePlaces, new { before }, "", now, cancellation);
    }

    /// <summary>The room when it closes by itself; null where it goes on. Pure.</summary>
    internal static OperaRoomRow? Decide(OperaRoomRow room, DateTimeOffset now) =>
        room.StepNow != OperaStep.Done && room.OpenedAt <= now - Longest ? room.Closed(now) : null;

    /// <summary>Closes a room. What people wrote on their own, what no pair explained, and names are kept no longer.</summary>
    /// <param name="open">The room as it was.</param>
    internal static async Task Close(Transaction transaction, OperaRoomRow open, OperaRoomRow closed)
    {
        await closed.Change(transaction);
        await transaction.Execute(DeleteOwnNotes, open);
        await transaction.Execute(UpdateNames, open);
        await transaction.Execute(DeleteUnread, open);
    }
}
