using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Opera;

/// <summary>Somebody keeps what they wrote on their own, before they talk with anybody. Until there are pairs they alone read it.</summary>
internal sealed class KeepOperaNotes(Database database)
{
    private static readonly int Most = FieldLimits.CountOf(KeepOperaNotesRequest.Descriptor, "notes");

    public async Task<KeepOperaNotesResponse> Handle(KeepOperaNotesRequest request, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Opening(request.Secret).Notes(request, request.Notes.Count, Most).Check();
        await using var transaction = await database.Begin(cancellation);
        // What they wrote is not kept a second time to repeat an answer.
        if (await transaction.Replay(Caller.Nobody, request, KeepOperaNotesResponse.Parser) is { } before)
        {
            return before;
        }

        var (who, room) = await OperaParticipantRow.LockBySecret(transaction, request.Secret);
        await who.KeepNotes(transaction, Decide(room, request));
        var answer = new KeepOperaNotesResponse();
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What is kept. Pure.</summary>
    /// <exception cref="Refusal">It is no longer the time for it.</exception>
    internal static IReadOnlyList<string> Decide(OperaRoomRow room, KeepOperaNotesRequest request)
    {
        room.MustBeIn(OperaStep.Own);
        return request.Notes;
    }
}
