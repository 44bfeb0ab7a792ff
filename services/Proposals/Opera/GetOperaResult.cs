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

        var answer = room.ToResult();
        answer.Notes.AddRange(OperaNoteRow.Shown(room, await OperaNoteRow.LoadOfRoom(session, room.RoomId)));
        return answer;
    }
}
