using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Opera;

/// <summary>
/// One of a pair keeps what they agreed on. Either may; whoever has not read what the other kept since is told so and loses nothing, and
/// whoever is left alone goes on alone.
/// </summary>
internal sealed class AgreeOperaNotes(Database database)
{
    private static readonly int Most = FieldLimits.CountOf(AgreeOperaNotesRequest.Descriptor, "notes");

    public async Task<AgreeOperaNotesResponse> Handle(AgreeOperaNotesRequest request, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Opening(request.Secret).Notes(request, request.Notes.Count, Most).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(Caller.Nobody, request, AgreeOperaNotesResponse.Parser) is { } before)
        {
            return before;
        }

        var (who, room) = await OperaParticipantRow.LockBySecret(transaction, request.Secret);
        var pair = (await OperaPairRow.LoadOfRoom(transaction, room.RoomId)).FirstOrDefault(one => one.Pair == who.Pair);
        var agreed = Decide(room, pair, request).Select(note => note with { NoteId = Guid.NewGuid().ToString() });
        await OperaNoteRow.Keep(transaction, pair!, [.. agreed]);
        var answer = new AgreeOperaNotesResponse();
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What is kept, but for its numbers. Pure.</summary>
    /// <param name="pair">Null before there are pairs.</param>
    /// <exception cref="Refusal">It is not the time for it, or their partner has kept something since.</exception>
    internal static IReadOnlyList<OperaNoteRow> Decide(OperaRoomRow room, OperaPairRow? pair, AgreeOperaNotesRequest request)
    {
        room.MustBeIn(OperaStep.Pair);
        var read = pair!.AsRead(request.Version);
        return
        [
            .. request.Notes.Select((words, at) => new OperaNoteRow
            {
                RoomId = room.RoomId, Pair = read.Pair, Place = at + 1, Words = words,
            }),
        ];
    }
}
