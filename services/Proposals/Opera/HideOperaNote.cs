using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Opera;

/// <summary>A facilitator takes a note out of sight, for one of the reasons that there are, which everybody reads.</summary>
internal sealed class HideOperaNote(Database database)
{
    public async Task<OperaRoom> Handle(HideOperaNoteRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("room_id", request.RoomId).Id("note_id", request.NoteId)
            .Because(request.Reason).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, OperaRoom.Parser) is { } before)
        {
            return await GetOperaRoom.Load(transaction, before.RoomId, caller);
        }

        var room = await OperaRoomRow.Lock(transaction, request.RoomId);
        caller.MustActIn(room.AreasOf(await AreaRow.Load(transaction, [room.RoundId])));
        if (Decide(room, await OperaNoteRow.LoadOfRoom(transaction, room.RoomId), request, caller) is { } hidden)
        {
            await hidden.Hide(transaction);
        }

        var answer = await GetOperaRoom.Load(transaction, room.RoomId, caller);
        await transaction.Remember(caller, request, new OperaRoom { RoomId = room.RoomId });
        await transaction.Commit();
        return answer;
    }

    /// <summary>The note as it is then; null where it is out of sight. Pure.</summary>
    /// <exception cref="Refusal">There is none that was explained.</exception>
    internal static OperaNoteRow? Decide(
        OperaRoomRow room, IEnumerable<OperaNoteRow> notes, HideOperaNoteRequest request, Caller caller)
    {
        var note = notes.FirstOrDefault(one => one.NoteId == request.NoteId && one.Pair <= room.ReadUpTo)
            ?? throw OperaNoteRow.Gone("note_id");
        return note.HiddenReason is not null ? null
            : note with { HiddenReason = StateText.Of(request.Reason), HiddenBy = caller.Signature() };
    }
}
