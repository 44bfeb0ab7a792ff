using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Opera;

/// <summary>Shows somebody their place in a room: what they wrote, and what others have by now shown to them.</summary>
internal sealed class GetOperaPlace(Database database)
{
    public async Task<OperaPlace> Handle(GetOperaPlaceRequest request, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var who = await OperaParticipantRow.LoadBySecret(session, request.Secret);
        var room = await OperaRoomRow.Load(session, who.RoomId);
        var pairs = await OperaPairRow.LoadOfRoom(session, room.RoomId);
        var notes = await OperaNoteRow.LoadOfRoom(session, room.RoomId);
        var answer = new OperaPlace
        {
            RoomId = room.RoomId,
            RoundId = room.RoundId,
            Question = room.Words,
            Step = room.StepNow,
            People = room.ClosedAt is null ? room.There : room.People,
            Pairs = pairs.Count,
            Turn = room.Turn,
            TurnEndTime = room.TurnEndsAt?.ToTimestamp(),
            MostChoices = OperaNoteRow.MostChoices(notes),
            OwnNotes = { await who.LoadNotes(session) },
        };
        if (who.Pair is not { } pair)
        {
            // They came in and nobody drew them: the room was closed before there were pairs.
            return answer;
        }

        answer.Pair = pair;
        answer.Version = pairs.Single(one => one.Pair == pair).Version;
        answer.AgreedNotes.AddRange(notes.Where(note => note.Pair == pair).Select(note => note.Words));
        answer.Notes.AddRange(OperaNoteRow.Shown(room, notes, pair, await OperaNoteRow.LoadChosen(session, room.RoomId, pair)));
        foreach (var partner in (await OperaParticipantRow.LoadOfRoom(session, room.RoomId))
            .Where(one => one.Pair == pair && one.ParticipantId != who.ParticipantId))
        {
            answer.Partners.Add(new OperaPartner { FirstName = partner.FirstName, Notes = { await partner.LoadNotes(session) } });
        }

        return answer;
    }
}
