using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Opera;

/// <summary>One of a pair keeps what they choose: up to a quarter of all notes, and at most one of them their own.</summary>
internal sealed class ChooseOperaNotes(Database database)
{
    private static readonly int Most = FieldLimits.CountOf(ChooseOperaNotesRequest.Descriptor, "note_ids");

    public async Task<ChooseOperaNotesResponse> Handle(ChooseOperaNotesRequest request, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Opening(request.Secret)
            .Require(request.NoteIds.Count <= Most, "note_ids", ProposalsReasons.OperaChoicesTooMany, ("most", Most))
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(Caller.Nobody, request, ChooseOperaNotesResponse.Parser) is { } before)
        {
            return before;
        }

        var (who, room) = await OperaParticipantRow.LockBySecret(transaction, request.Secret);
        var pair = (await OperaPairRow.LoadOfRoom(transaction, room.RoomId)).FirstOrDefault(one => one.Pair == who.Pair);
        var chosen = Decide(room, pair, await OperaNoteRow.LoadOfRoom(transaction, room.RoomId), request);
        await OperaNoteRow.Choose(transaction, pair!, chosen);
        var answer = new ChooseOperaNotesResponse();
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What the pair chooses. Pure.</summary>
    /// <param name="pair">Null before there are pairs.</param>
    /// <param name="notes">Of the whole room.</param>
    /// <exception cref="Refusal">It is not the time for it, their partner has chosen since, or it is more than they may.</exception>
    internal static IReadOnlyList<string> Decide(
        OperaRoomRow room, OperaPairRow? pair, IReadOnlyList<OperaNoteRow> notes, ChooseOperaNotesRequest request)
    {
        room.MustBeIn(OperaStep.Rank);
        var read = pair!.AsRead(request.Version);
        var chosen = request.NoteIds.Distinct(StringComparer.Ordinal).Select(noteId =>
            notes.FirstOrDefault(note => note.NoteId == noteId && note.HiddenReason is null) ?? throw OperaNoteRow.Gone("note_ids"))
            .ToList();
        var most = OperaNoteRow.MostChoices(notes);
        new Fields().Require(chosen.Count <= most, "note_ids", ProposalsReasons.OperaChoicesTooMany, ("most", most))
            .Require(chosen.Count(note => note.Pair == read.Pair) <= 1, "note_ids", ProposalsReasons.OperaOwnTooMany)
            .Check();
        return [.. chosen.Select(note => note.NoteId)];
    }
}
