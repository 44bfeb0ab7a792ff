using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Opera;

/// <summary>What came of a room that is closed, for everybody.</summary>
internal sealed class GetOperaResult(Database database)
{
    public async Task<OperaResult> Handle(GetOperaResultRequest request, CancellationToken cancellation)
    {
        new Fields().Id("room_id", request.RoomId).Check();
        await using var session = await database.Read(cancellation);
        var room = await OperaRoomRow.Load(session, request.RoomId);
        if (room.StepNow != OperaStep.Done)
        {
            throw OperaRoomRow.NotFound();
        }

        var answer = Of(room);
        answer.Notes.AddRange(OperaNoteRow.Shown(room, await OperaNoteRow.LoadOfRoom(session, room.RoomId)));
        return answer;
    }

    /// <summary>A room as everybody sees it once it is closed, without notes.</summary>
    internal static OperaResult Of(OperaRoomRow room) => new()
    {
        RoomId = room.RoomId,
        RoundId = room.RoundId,
        AreaCode = room.AreaCode ?? "",
        Question = room.Words,
        CloseTime = room.ClosedAt?.ToTimestamp(),
        People = room.People,
    };
}
