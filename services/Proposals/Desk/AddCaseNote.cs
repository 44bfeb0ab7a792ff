using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Desk;

/// <summary>An officer notes something of an idea, for officers of its area alone. It is told to nobody.</summary>
internal sealed class AddCaseNote(Database database, TimeProvider clock)
{
    /// <summary>How many notes an idea holds: it is read with all of them.</summary>
    internal const int MostOfIdea = 200;

    public async Task<CaseNote> Handle(AddCaseNoteRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Case(request.RoundId, request.ProposalId).Text("words", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, CaseNote.Parser) is { } before)
        {
            before.Words = request.Words;
            return before;
        }

        // Holding the idea means that notes are counted one after the other.
        var proposal = await ProposalRow.Lock(transaction, request.RoundId, request.ProposalId);
        var earlier = (await NoteRow.Load(transaction, request.RoundId, proposal.ProposalId)).Count;
        var now = clock.Now();
        var note = Decide(request, proposal, earlier, caller, now);
        await DeskOfficerRow.Keep(transaction, caller, now);
        await note.Add(transaction, request.RoundId, proposal.ProposalId);
        var answer = note.ToMessage();
        // A note stands in one place alone, so that nothing of it stays when it goes.
        await transaction.Remember(caller, request, new CaseNote { WrittenBy = answer.WrittenBy, Time = answer.Time });
        await transaction.Commit();
        return answer;
    }

    /// <summary>The note as it is kept. Ideas that were taken back and rounds that are over are still asked about. Pure.</summary>
    /// <param name="earlier">How many there are.</param>
    /// <exception cref="Refusal">The idea is of another area, or holds no more.</exception>
    internal static NoteRow Decide(AddCaseNoteRequest request, ProposalRow proposal, int earlier, Caller caller, DateTimeOffset now)
    {
        caller.MustActIn([proposal.AreaCode]);
        return earlier < MostOfIdea
            ? new NoteRow { Words = request.Words, WrittenBy = caller.Signature(), WrittenAt = now }
            : throw new Refusal(ProposalsReasons.CaseNotesFull, [("most", MostOfIdea)]);
    }
}
