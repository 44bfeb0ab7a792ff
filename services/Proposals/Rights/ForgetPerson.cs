using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.Authors;
using Participatory.Proposals.Enquiries;
using Participatory.Proposals.Finding;
using Participatory.Proposals.Groups;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Joinings;
using Participatory.Proposals.Photos;
using Participatory.Proposals.Places;
using Participatory.Proposals.Sorting;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rights;

/// <summary>
/// Forgets a person: what they support no longer counts, and their photos go. An idea that stands on a ballot paper stays, because people
/// vote or have voted on it, without who had it; any other is taken back, and its words go. Reports of what goes go with it; of words
/// that stay they stay, without what somebody wrote in them about the person. An idea that others write, too, stays with them, as if the
/// person had left it; what they noted on an idea, and what they never sent, goes. What they said to open questions goes, as if
/// they had taken it back, and so does how they sorted what others said, what they asked about ideas and what they answered about
/// their own.
/// </summary>
internal sealed class ForgetPerson(TimeProvider clock)
{
    private static readonly Sql CountLess = new("""
        UPDATE proposal SET supports = supports - 1 WHERE EXISTS (SELECT 1 FROM support WHERE support.supporter_subject = @subject
            AND support.round_id = proposal.round_id AND support.proposal_id = proposal.proposal_id)
        """);

    private static readonly Sql DeleteSupports = new("DELETE FROM support WHERE supporter_subject = @subject");

    // What they chose is not found with it, and counts.
    private static readonly Sql DeleteMarks = new("DELETE FROM choice_mark WHERE chooser_subject = @subject");

    private static readonly Sql DeletePriorities = new("""
        DELETE FROM proposal_priority WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    private static readonly Sql DeletePiecesOf = new("""
        DELETE FROM proposal_photo_piece WHERE file_id IN (
            SELECT photo_id FROM proposal_photo WHERE round_id = @roundId AND proposal_id = @proposalId)
        """);

    private static readonly Sql DeletePhotoOf = new("DELETE FROM proposal_photo WHERE round_id = @roundId AND proposal_id = @proposalId");

    private static readonly Sql DeleteFlags = new("""
        DELETE FROM flag WHERE EXISTS (SELECT 1 FROM proposal WHERE proposal.proposer_subject = @subject
            AND proposal.round_id = flag.scope_id AND proposal.proposal_id = flag.item_id
            AND proposal.state NOT IN ('ON_BALLOT', 'WON', 'LOST'))
        """);

    // What was said of ideas that they wrote with others may be about them, also where they have left.
    private static readonly Sql EmptyFlags = new("""
        UPDATE flag SET note = '' WHERE EXISTS (SELECT 1 FROM proposal WHERE proposal.proposer_subject = @subject
                AND proposal.round_id = flag.scope_id AND proposal.proposal_id = flag.item_id)
            OR EXISTS (SELECT 1 FROM author WHERE author.subject = @subject
                AND author.round_id = flag.scope_id AND author.proposal_id = flag.item_id)
        """);

    private static readonly Sql DeleteFlagsOfVoices = new("""
        DELETE FROM flag WHERE part = 'VOICE' AND item_id IN (SELECT voice_id FROM voice WHERE speaker_subject = @subject)
        """);

    private static readonly Sql DeleteHidingOfVoices = new("""
        DELETE FROM hiding WHERE part = 'VOICE' AND item_id IN (SELECT voice_id FROM voice WHERE speaker_subject = @subject)
        """);

    private static readonly Sql LockVoices = new("SELECT voice_id FROM voice {lock} WHERE speaker_subject = @subject ORDER BY voice_id");

    private static readonly Sql DeleteSortedCards = new("DELETE FROM sorted_card WHERE sorter_subject = @subject");

    private static readonly Sql DeletePiles = new("DELETE FROM sort_pile WHERE sorter_subject = @subject");

    private static readonly Sql DeleteVoices = new("DELETE FROM voice WHERE speaker_subject = @subject");

    // What officers noted of the ideas that the person wrote, alone or with others.
    private static readonly Sql DeleteCaseNotes = new("""
        DELETE FROM case_note WHERE EXISTS (SELECT 1 FROM proposal WHERE proposal.proposer_subject = @subject
                AND proposal.round_id = case_note.round_id AND proposal.proposal_id = case_note.proposal_id)
            OR EXISTS (SELECT 1 FROM author WHERE author.subject = @subject
                AND author.round_id = case_note.round_id AND author.proposal_id = case_note.proposal_id)
        """);

    // Of an officer: nobody looks after what was theirs.
    private static readonly Sql DeleteAssignments = new("DELETE FROM case_assignment WHERE officer_subject = @subject");

    private static readonly Sql DeleteReminders = new("DELETE FROM case_reminder WHERE officer_subject = @subject");

    private static readonly Sql DeleteDeskAreas = new("DELETE FROM desk_officer_area WHERE officer_subject = @subject");

    private static readonly Sql DeleteFromDesk = new("DELETE FROM desk_officer WHERE officer_subject = @subject");

    // People says so, too; whatever is heard first.
    private static readonly Sql DeleteFromGroups = new("DELETE FROM group_member WHERE subject = @subject");

    private static readonly Sql LockToTakeBack = new("""
        SELECT round_id, proposal_id FROM proposal {lock}
        WHERE proposer_subject = @subject AND state NOT IN ('ON_BALLOT', 'WON', 'LOST') ORDER BY sequence
        """);

    private static readonly Sql DeleteDrafts = new("DELETE FROM draft WHERE author_subject = @subject");

    private static readonly Sql DeleteInvitations = new("DELETE FROM author_invitation WHERE invited_by = @subject");

    private static readonly Sql DeleteNotes = new("DELETE FROM proposal_note WHERE author_subject = @subject");

    private static readonly Sql DeleteAuthor = new("DELETE FROM author WHERE subject = @subject");

    private static readonly Sql UnlinkVersions = new("UPDATE proposal_version SET author_subject = '' WHERE author_subject = @subject");

    private static readonly Sql EmptyVersions = new("""
        UPDATE proposal_version SET title = '', words = '', who_benefits = '', author_subject = ''
        WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    private static readonly Sql DeleteNotesOf = new("DELETE FROM proposal_note WHERE round_id = @roundId AND proposal_id = @proposalId");

    private static readonly Sql DeleteAuthorsOf = new("DELETE FROM author WHERE round_id = @roundId AND proposal_id = @proposalId");

    private static readonly Sql DeleteInvitationsTo = new("""
        DELETE FROM author_invitation WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    // What the person suggested about joining ideas; and of an idea that goes, what anybody suggested. That two were joined, and split
    // again, stays true of both and has no words of its own.
    private static readonly Sql DeleteJoinings = new("DELETE FROM joining WHERE suggested_by = @subject AND state <> 'ACCEPTED'");

    private static readonly Sql UnlinkJoinings = new(
        "UPDATE joining SET suggested_by = '' WHERE suggested_by = @subject AND state = 'ACCEPTED'");

    private static readonly Sql DeleteJoiningsOf = new("""
        DELETE FROM joining
        WHERE round_id = @roundId AND (proposal_id = @proposalId OR other_id = @proposalId OR common_id = @proposalId)
            AND state <> 'ACCEPTED'
        """);

    private static readonly Sql TakeBack = new("""
        UPDATE proposal SET state = 'WITHDRAWN', joined_into = NULL, proposer_subject = '', title = '', words = '', who_benefits = '',
            shown_as = '', estimate_minor = NULL, counts_for = ''
        WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    private static readonly Sql Unlink = new("""
        UPDATE proposal SET proposer_subject = '', shown_as = '' WHERE proposer_subject = @subject
        """);

    public async Task Of(Transaction transaction, string subject)
    {
        var whose = new { subject };
        await transaction.Execute(CountLess, whose);
        await transaction.Execute(DeleteSupports, whose);
        await transaction.Execute(DeleteMarks, whose);
        await GonePhotos.Of(transaction, subject);
        await transaction.Execute(DeleteDrafts, whose);
        await transaction.Execute(DeleteInvitations, whose);
        await transaction.Execute(DeleteNotes, whose);
        // Before it is somebody else's: afterwards nobody knows that it was theirs.
        await transaction.Execute(EmptyFlags, whose);
        await transaction.Execute(DeleteCaseNotes, whose);
        await transaction.Execute(DeleteJoinings, whose);
        await transaction.Execute(UnlinkJoinings, whose);
        await PassOn(transaction, subject);
        await transaction.Execute(DeleteFlags, whose);
        // Whoever judges or reports a voice takes it first, too.
        var voices = await transaction.Many<string>(LockVoices, whose);
        await transaction.Execute(DeleteFlagsOfVoices, whose);
        await transaction.Execute(DeleteHidingOfVoices, whose);
        await GoneVoices.Of(transaction, voices);
        await transaction.Execute(DeleteVoices, whose);
        await transaction.Execute(DeleteSortedCards, whose);
        await transaction.Execute(DeletePiles, whose);
        await GoneEnquiries.Of(transaction, subject);
        await transaction.Execute(DeleteAssignments, whose);
        await transaction.Execute(DeleteReminders, whose);
        await transaction.Execute(DeleteDeskAreas, whose);
        await transaction.Execute(DeleteFromDesk, whose);
        await transaction.Execute(DeleteFromGroups, whose);
        // Locked: no paper comes out with one of them in the meantime.
        foreach (var (roundId, proposalId) in await transaction.Many<(string, string)>(LockToTakeBack, whose))
        {
            var which = new { roundId, proposalId };
            await transaction.Execute(TakeBack, which);
            await transaction.Execute(EmptyVersions, which);
            await transaction.Execute(DeleteNotesOf, which);
            await transaction.Execute(DeleteAuthorsOf, which);
            await transaction.Execute(DeleteInvitationsTo, which);
            await transaction.Execute(DeletePiecesOf, which);
            await transaction.Execute(DeletePhotoOf, which);
            await transaction.Execute(DeleteJoiningsOf, which);
            await JoinedIdeas.GoWith(transaction, roundId, proposalId, clock.Now());
            await transaction.Execute(DeletePriorities, which);
            await ProposalTopics.Remove(transaction, roundId, proposalId);
            await IdeaWords.Remove(transaction, roundId, proposalId);
            await PlaceRow.Remove(transaction, roundId, proposalId);
            await GroupRow.Remove(transaction, roundId, proposalId);
            await transaction.Publish(new ProposalWithdrawn(roundId, proposalId, clock.Now()));
        }

        await transaction.Execute(DeleteAuthor, whose);
        await transaction.Execute(UnlinkVersions, whose);
        await transaction.Execute(Unlink, whose);
    }

    /// <summary>What others write, too, goes on as theirs; who is told and whose grant it would be is one of them from now on.</summary>
    private async Task PassOn(Transaction transaction, string subject)
    {
        foreach (var (roundId, proposalId) in await transaction.Many<(string, string)>(LockToTakeBack, new { subject }))
        {
            var proposal = await ProposalRow.LockWithAuthors(transaction, roundId, proposalId);
            if ((proposal.StateNow != ProposalState.Withdrawn || proposal.JoinedInto is not null)
                && Passing.NextAfter(subject, proposal.Authors) is { } next)
            {
                await Passing.On(transaction, proposal, next, clock.Now());
            }
        }
    }
}
