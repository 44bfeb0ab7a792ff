using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Opera;

/// <summary>Shows a room to its facilitators: how many are there, how far they are, and what everybody in it may read.</summary>
internal sealed class GetOperaRoom(Database database)
{
    public async Task<OperaRoom> Handle(GetOperaRoomRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("room_id", request.RoomId).Check();
        await using var session = await database.Read(cancellation);
        return await Load(session, request.RoomId, caller);
    }

    /// <summary>The room as it is now.</summary>
    /// <exception cref="Refusal">There is none, or it is of others, also where it was theirs before.</exception>
    internal static async Task<OperaRoom> Load(Session session, string roomId, Caller caller)
    {
        var room = await OperaRoomRow.Load(session, roomId);
        caller.MustActIn(room.AreasOf(await AreaRow.Load(session, [room.RoundId])));
        var answer = room.ToMessage();
        answer.Pairs.AddRange((await OperaPairRow.LoadOfRoom(session, roomId)).Select(pair => pair.ToMessage()));
        answer.Notes.AddRange(OperaNoteRow.Shown(room, await OperaNoteRow.LoadOfRoom(session, roomId)));
        return answer;
    }
}
