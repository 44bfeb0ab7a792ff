using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Opera;

/// <summary>A facilitator closes the door: everybody is there, and nobody new comes in.</summary>
internal sealed class CloseOperaDoor(Database database)
{
    public async Task<OperaRoom> Handle(CloseOperaDoorRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("room_id", request.RoomId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, OperaRoom.Parser) is { } before)
        {
            return await GetOperaRoom.Load(transaction, before.RoomId, caller);
        }

        var room = await OperaRoomRow.Lock(transaction, request.RoomId);
        caller.MustActIn(room.AreasOf(await AreaRow.Load(transaction, [room.RoundId])));
        if (Decide(room) is { } closed)
        {
            await closed.Change(transaction);
        }

        var answer = await GetOperaRoom.Load(transaction, room.RoomId, caller);
        await transaction.Remember(caller, request, new OperaRoom { RoomId = room.RoomId });
        await transaction.Commit();
        return answer;
    }

    /// <summary>The room as it is then; null where its door is closed. Pure.</summary>
    /// <exception cref="Refusal">It has begun, or is over.</exception>
    internal static OperaRoomRow? Decide(OperaRoomRow room) =>
        room.MustBeIn(OperaStep.Own).DoorClosed ? null : room with { DoorClosed = true };
}
