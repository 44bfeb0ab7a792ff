using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using HidingState = Participatory.Types.V1.HidingState;

namespace Participatory.Proposals.Versions;

/// <summary>Somebody who writes an idea adds a note with its day, once its words cannot be changed any more.</summary>
internal sealed class AddProposalNote(Database database, TimeProvider clock)
{
    public async Task<Proposal> Handle(AddProposalNoteRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId)
            .Text("words", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is not null)
        {
            return await ProposalView.Load(transaction, request.RoundId, request.ProposalId, caller);
        }

        // Held, so that nothing goes out of sight once the review has begun.
        var round = await RoundRow.Lock(transaction, request.RoundId);
        var proposal = await ProposalRow.LockWithAuthors(transaction, round.RoundId, request.ProposalId);
        var earlier = await NoteRow.Load(transaction, round.RoundId, proposal.ProposalId);
        var note = Decide(request, proposal, round, earlier, caller, clock.Now()) with { NoteId = Guid.CreateVersion7().ToString() };
        // Where first ideas wait for a look, so does what somebody adds of whom none is shown.
        var hiding = await IdeaHiding.Lock(transaction, round.RoundId, proposal, IdeaPart.Words);
        var known = proposal.IsBy(caller)
            ? await EditProposal.LoadKnown(transaction, caller)
            : await EditProposal.LoadKnown(transaction, caller, round.RoundId, proposal.ProposalId);
        var waits = Waits(hiding.StateNow, round, known);
        await note.Add(transaction);
        if (waits)
        {
            await IdeaHiding.Write(transaction, Judging.Wait(hiding, note.NotedAt), proposal.Title);
        }

        await transaction.Remember(caller, request, new Proposal { RoundId = round.RoundId, ProposalId = proposal.ProposalId });
        var answer = await ProposalView.Load(transaction, round.RoundId, proposal.ProposalId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The note, but for its id. Pure.</summary>
    /// <exception cref="Refusal">
    /// It is somebody else's, it was taken back, its words can still be changed, or it has as many as are read.
    /// </exception>
    internal static NoteRow Decide(
        AddProposalNoteRequest request, ProposalRow proposal, RoundRow round, IReadOnlyList<NoteRow> earlier, Caller caller,
        DateTimeOffset now)
    {
        proposal.MustBeWrittenBy(caller);
        proposal.MustStand();
        EditProposal.MustBeTheirs(round);
        Phases.CheckAllowsNotes(round.PhaseNow, proposal.StateNow);
        return earlier.Count >= NoteRow.Most
            ? throw new Refusal(ProposalsReasons.NotesFull, [("most", NoteRow.Most)])
            : new NoteRow
            {
                RoundId = round.RoundId,
                ProposalId = proposal.ProposalId,
                Number = earlier.Select(note => note.Number).DefaultIfEmpty(0).Max() + 1,
                Words = request.Words,
                AuthorSubject = caller.Subject,
                NotedAt = now,
            };
    }

    /// <summary>
    /// The idea waits for a look with its note. What officers value and people vote on does not go out of sight for it: from the review on
    /// the note is refused instead. Pure.
    /// </summary>
    /// <param name="hiding">How it stands with the words of the idea.</param>
    /// <param name="known">Another idea of theirs is shown, or this one as their own, or they are an officer.</param>
    /// <exception cref="Refusal">
    /// It would go out of sight too late, or is out of sight: whoever decides about its words reads all of them.
    /// </exception>
    internal static bool Waits(HidingState hiding, RoundRow round, bool known)
    {
        if (HidingRow.IsHidden(hiding))
        {
            throw new Refusal(ProposalsReasons.NotesHidden);
        }

        var waits = EditProposal.Waits(hiding, round.NewcomersWait, known);
        return waits && round.PhaseNow >= Phase.Reviewing ? throw new Refusal(ProposalsReasons.NotesOfNewcomers) : waits;
    }
}
