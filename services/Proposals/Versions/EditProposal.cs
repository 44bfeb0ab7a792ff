using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Finding;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.Places;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using HidingState = Participatory.Types.V1.HidingState;

namespace Participatory.Proposals.Versions;

/// <summary>
/// Somebody who writes an idea improves it. Every version stays readable, and nobody's words are written over. Where it is is no part of a
/// version: it can be changed as long as the words can, and what it was before is not kept. Only while its words are not shown a new place
/// makes a version as well, so that no officer shows a place that they have not read.
/// </summary>
internal sealed class EditProposal(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE proposal SET title = @Title, words = @Words, who_benefits = @WhoBenefits, version = @Version
        WHERE round_id = @RoundId AND proposal_id = @ProposalId AND version = @Version - 1
        """);

    // What came in through a process of the version before, which wrote no versions.
    private static readonly Sql InsertMissing = new("""
        INSERT INTO proposal_version (
            round_id, proposal_id, version, title, words, who_benefits, large, conceals_earlier, author_subject, written_at)
        SELECT round_id, proposal_id, version, title, words, who_benefits, 0, 0, proposer_subject, created_at FROM proposal
        WHERE round_id = @RoundId AND proposal_id = @ProposalId AND NOT EXISTS (SELECT 1 FROM proposal_version known
            WHERE known.round_id = proposal.round_id AND known.proposal_id = proposal.proposal_id
                AND known.version = proposal.version)
        """);

    // Somebody who wrote an idea that is shown, alone or with others, is no newcomer; one that they change just now does not count.
    private static readonly Sql CountOthersShown = new("""
        SELECT COUNT(*) FROM (
            SELECT p.round_id, p.proposal_id FROM proposal p WHERE p.proposer_subject = @subject
            UNION SELECT own.round_id, own.proposal_id FROM author own WHERE own.subject = @subject AND own.left_at IS NULL) wrote
        LEFT JOIN hiding hid ON hid.scope_id = wrote.round_id AND hid.item_id = wrote.proposal_id AND hid.part = 'WORDS'
        WHERE NOT (wrote.round_id = @roundId AND wrote.proposal_id = @proposalId)
            AND (hid.state IS NULL OR hid.state IN ('SHOWN', 'SHOWN_AGAIN'))
        """);

    public async Task<Proposal> Handle(EditProposalRequest request, Caller caller, CancellationToken cancellation)
    {
        var fields = new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId)
            .Text("title", request).Text("words", request).Text("who_benefits", request, required: false);
        PlaceRow.Look(fields, "place", request.Place);
        PlaceRow.Look(fields, "place_read", request.PlaceRead);
        fields.Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is not null)
        {
            return await ProposalView.Load(transaction, request.RoundId, request.ProposalId, caller);
        }

        // Held, so that nothing is changed once the review has begun.
        var round = await RoundRow.Lock(transaction, request.RoundId);
        var proposal = await ProposalRow.LockWithAuthors(transaction, round.RoundId, request.ProposalId);
        var stands = await VersionRow.LoadNow(transaction, round.RoundId, proposal.ProposalId);
        var hiding = await IdeaHiding.Lock(transaction, round.RoundId, proposal, IdeaPart.Words);
        var now = clock.Now();
        var kept = await PlaceRow.Load(transaction, round.RoundId, proposal.ProposalId);
        var next = Decide(request, proposal, stands, kept, round, hiding.StateNow, caller, now);
        if (next is not null)
        {
            await transaction.Execute(InsertMissing, next);
            await next.Add(transaction);
            if (await transaction.Execute(Update, next) != 1)
            {
                throw new InvalidOperationException($"The idea {proposal.ProposalId} of {round.RoundId} changed while its row was held.");
            }

            await IdeaWords.Index(transaction, round.RoundId, proposal.ProposalId, next.Title, next.Words);
            await transaction.Publish(new ProposalEdited(
                round.RoundId, proposal.ProposalId, next.Version, next.Title, proposal.ProposerSubject, now));
        }

        // What somebody says of the place are words, too: an officer looks at them as at the others.
        var moved = Moves(request, kept);
        if (moved)
        {
            await PlaceRow.Of(round.RoundId, proposal.ProposalId, request.Place).Keep(transaction);
        }

        if (next is not null || moved)
        {
            var known = await LoadKnown(transaction, caller, round.RoundId, proposal.ProposalId);
            if (Waits(hiding.StateNow, round.NewcomersWait, known))
            {
                await IdeaHiding.Write(transaction, Judging.Wait(hiding, now), next?.Title ?? proposal.Title);
            }
        }

        await transaction.Remember(caller, request, new Proposal { RoundId = round.RoundId, ProposalId = proposal.ProposalId });
        var answer = await ProposalView.Load(transaction, round.RoundId, proposal.ProposalId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The next version; null where nothing is changed. Pure.</summary>
    /// <param name="stands">What it says now.</param>
    /// <param name="kept">Where it is now.</param>
    /// <param name="hiding">How it stands with its words.</param>
    /// <exception cref="Refusal">
    /// It is somebody else's, it was taken back, valued, or comes from a published election; it is too late, somebody else has changed it
    /// or moved it since it was read, or it was changed too often.
    /// </exception>
    internal static VersionRow? Decide(
        EditProposalRequest request, ProposalRow proposal, VersionRow stands, PlaceRow kept, RoundRow round, HidingState hiding,
        Caller caller, DateTimeOffset now)
    {
        proposal.MustBeWrittenBy(caller);
        proposal.MustStand();
        MustBeTheirs(round);
        Phases.CheckAllowsEditing(round.PhaseNow);
        if (proposal.StateNow != ProposalState.Open)
        {
            throw new Refusal(ProposalsReasons.EditingValued);
        }

        if (request.Version != stands.Version)
        {
            throw new Refusal(ProposalsReasons.EditedMeanwhile, field: "version");
        }

        var moved = Moves(request, kept);
        if (moved && request.PlaceRead is { } read && !PlaceRow.Of("", "", read).SaysAs(kept))
        {
            throw new Refusal(ProposalsReasons.EditedMeanwhile, field: "place.place_words");
        }

        var next = stands with
        {
            Version = stands.Version + 1,
            Title = request.Title,
            Words = request.Words,
            WhoBenefits = request.WhoBenefits,
            AuthorSubject = caller.Subject,
            WrittenAt = now,
            ConcealsEarlier = HidingRow.IsHidden(hiding),
        };
        return next.SaysAs(stands) && !(moved && next.ConcealsEarlier) ? null
            : stands.Version >= VersionRow.Most ? throw new Refusal(ProposalsReasons.VersionsFull, [("most", VersionRow.Most)])
            : next with { Large = next.IsLargeAfter(stands) };
    }

    /// <summary>An idea that they write is shown, or they are an officer: what they write waits for nobody.</summary>
    /// <param name="roundId">With the next one, of an idea that does not count; empty where all of them do.</param>
    internal static async Task<bool> LoadKnown(Session session, Caller caller, string roundId = "", string proposalId = "") =>
        caller.IsOfficer() || await LoadKnown(session, caller.Subject, roundId, proposalId);

    /// <summary>Another idea of theirs is shown.</summary>
    internal static async Task<bool> LoadKnown(Session session, string subject, string roundId, string proposalId) =>
        await session.One<long>(CountOthersShown, new { subject, roundId, proposalId }) > 0;

    /// <summary>Whether it is somewhere else from now on. Pure.</summary>
    private static bool Moves(EditProposalRequest request, PlaceRow kept) =>
        request.Place is { } place && !PlaceRow.Of("", "", place).SaysAs(kept);

    /// <summary>What comes from a published election stays as it was published.</summary>
    internal static void MustBeTheirs(RoundRow round)
    {
        if (round.IsImported)
        {
            throw new Refusal(ProposalsReasons.EditingImported);
        }
    }

    /// <summary>
    /// An officer looks at the new words before everybody does: what was hidden stays so until then, and where first ideas wait, a changed
    /// one of somebody who is not known otherwise waits as well. What waits goes on waiting. Pure.
    /// </summary>
    /// <param name="known">Another idea of theirs is shown, or they are an officer.</param>
    internal static bool Waits(HidingState hiding, bool newcomersWait, bool known) =>
        hiding != HidingState.Waiting && (HidingRow.IsHidden(hiding) || (newcomersWait && !known));
}
