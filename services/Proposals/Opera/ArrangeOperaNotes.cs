using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Opera;

/// <summary>A facilitator puts notes under a heading, or out from under theirs, while everybody looks on.</summary>
internal sealed class ArrangeOperaNotes(Database database)
{
    private static readonly int Most = FieldLimits.CountOf(ArrangeOperaNotesRequest.Descriptor, "note_ids");

    public async Task<OperaRoom> Handle(ArrangeOperaNotesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("room_id", request.RoomId)
            .Text("heading", request, required: false)
            .Require(request.NoteIds.Count > 0, "note_ids", ProposalsReasons.OperaNotesMissing)
            .Require(request.NoteIds.Count <= Most, "note_ids", ProposalsReasons.OperaNotesTooMany, ("max", Most))
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, OperaRoom.Parser) is { } before)
        {
            return await GetOperaRoom.Load(transaction, before.RoomId, caller);
        }

        var room = await OperaRoomRow.Lock(transaction, request.RoomId);
        caller.MustActIn(room.AreasOf(await AreaRow.Load(transaction, [room.RoundId])));
        foreach (var note in Decide(room, await OperaNoteRow.LoadOfRoom(transaction, room.RoomId), request))
        {
            await note.Arrange(transaction);
        }

        var answer = await GetOperaRoom.Load(transaction, room.RoomId, caller);
        await transaction.Remember(caller, request, new OperaRoom { RoomId = room.RoomId });
        await transaction.Commit();
        return answer;
    }

    /// <summary>The notes as they are then. Pure.</summary>
    /// <exception cref="Refusal">It is not the time for it, or one of them is not there.</exception>
    internal static IReadOnlyList<OperaNoteRow> Decide(
        OperaRoomRow room, IReadOnlyList<OperaNoteRow> notes, ArrangeOperaNotesRequest request)
    {
        room.MustBeIn(OperaStep.Arrange);
        return
        [
            .. request.NoteIds.Distinct(StringComparer.Ordinal).Select(
                noteId => (notes.FirstOrDefault(note => note.NoteId == noteId) ?? throw OperaNoteRow.Gone("note_ids")) with
                {
                    Heading = request.Heading,
                }),
        ];
    }
}
