using Participatory.Platform.Storage;

namespace Participatory.Accountability.Rights;

/// <summary>
/// Forgets a person: every part of their stories is taken back with its files, drafts go, and what they said about themselves. That a story
/// was told, and what the council replied, stays without them. Of ideas that were taken back the title goes as well.
/// </summary>
internal sealed class ForgetPerson(MyData mine, TimeProvider clock)
{
    private const string Theirs = "report_id IN (SELECT report_id FROM report WHERE recipient = @subject)";

    private static readonly Sql DeleteQuotes = new($"DELETE FROM story_quote WHERE {Theirs}");

    private static readonly Sql DeleteThemes = new($"DELETE FROM story_theme WHERE {Theirs}");

    private static readonly Sql DeleteSought = new(
        $"DELETE FROM telling_sought WHERE part_id IN (SELECT part_id FROM telling WHERE {Theirs})");

    private static readonly Sql DeleteTellings = new($"DELETE FROM telling WHERE {Theirs}");

    private static readonly Sql DeleteVideos = new($"DELETE FROM video WHERE {Theirs}");

    private static readonly Sql DeletePhotoPieces = new(
        $"DELETE FROM photo_piece WHERE file_id IN (SELECT photo_id FROM photo WHERE {Theirs})");

    private static readonly Sql DeletePhotos = new($"DELETE FROM photo WHERE {Theirs}");

    private static readonly Sql DeleteTranscripts = new(
        $"DELETE FROM transcript WHERE voice_id IN (SELECT voice_id FROM voice WHERE {Theirs})");

    private static readonly Sql DeleteVoicePieces = new(
        $"DELETE FROM voice_piece WHERE file_id IN (SELECT voice_id FROM voice WHERE {Theirs})");

    private static readonly Sql DeleteVoices = new($"DELETE FROM voice WHERE {Theirs}");

    private static readonly Sql NoteWithdrawn = new($"""
        INSERT INTO withdrawal (part_id, report_id, kind, withdrawn_by, withdrawn_at)
        SELECT part_id, report_id, kind, '', @now FROM part WHERE {Theirs}
        """);

    private static readonly Sql DeleteFlags = new(
        "DELETE FROM flag WHERE scope_id IN (SELECT report_id FROM report WHERE recipient = @subject)");

    private static readonly Sql DeleteParts = new($"DELETE FROM part WHERE {Theirs}");

    private static readonly Sql DeleteDrafts = new($"DELETE FROM draft WHERE {Theirs}");

    private static readonly Sql DeleteConversations = new($"DELETE FROM conversation WHERE {Theirs}");

    private static readonly Sql EmptyExcuses = new($"UPDATE excuse SET reason = '' WHERE {Theirs}");

    private static readonly Sql UnlinkStories = new($"UPDATE story SET told_by = '' WHERE told_by <> '' AND {Theirs}");

    private static readonly Sql UnlinkReports = new("UPDATE report SET recipient = '' WHERE recipient = @subject");

    private static readonly Sql UnlinkAwards = new("UPDATE award SET recipient = '' WHERE recipient = @subject");

    private static readonly Sql DeletePromises = new("""
        DELETE FROM commitment WHERE kind = 'CHANGED_MIND' AND EXISTS (SELECT 1 FROM idea WHERE idea.proposer = @subject
            AND idea.withdrawn = 1 AND idea.round_id = commitment.round_id AND idea.project_id = commitment.project_id)
        """);

    // With the highest number of a version, so that a title that is heard late does not come back.
    private static readonly Sql UnlinkTakenBack = new("""
        UPDATE idea SET title = '', title_number = 2147483647, proposer = '' WHERE proposer = @subject AND withdrawn = 1
        """);

    // One that is neither taken back nor on the paper is taken back in a moment.
    private static readonly Sql UnlinkOnPaper = new("UPDATE idea SET proposer = '' WHERE proposer = @subject AND on_paper = 1");

    private static readonly Sql DeleteSaid = new("DELETE FROM fairness_said WHERE token = @token");

    public async Task Of(Transaction transaction, string subject)
    {
        var whose = new { subject, now = clock.GetUtcNow() };
        await RemoveStories(transaction, whose);
        await transaction.Execute(EmptyExcuses, whose);
        await transaction.Execute(UnlinkStories, whose);
        await transaction.Execute(UnlinkReports, whose);
        await transaction.Execute(UnlinkAwards, whose);
        await transaction.Execute(DeletePromises, whose);
        await transaction.Execute(UnlinkTakenBack, whose);
        await transaction.Execute(UnlinkOnPaper, whose);
        foreach (var token in mine.TokensOf(subject))
        {
            await transaction.Execute(DeleteSaid, new { token });
        }
    }

    /// <summary>In the order in which one row needs the other.</summary>
    private static async Task RemoveStories(Transaction transaction, object whose)
    {
        await transaction.Execute(DeleteQuotes, whose);
        await transaction.Execute(DeleteThemes, whose);
        await transaction.Execute(DeleteSought, whose);
        await transaction.Execute(DeleteTellings, whose);
        await transaction.Execute(DeleteVideos, whose);
        await transaction.Execute(DeletePhotoPieces, whose);
        await transaction.Execute(DeletePhotos, whose);
        await transaction.Execute(DeleteTranscripts, whose);
        await transaction.Execute(DeleteVoicePieces, whose);
        await transaction.Execute(DeleteVoices, whose);
        await transaction.Execute(NoteWithdrawn, whose);
        await transaction.Execute(DeleteFlags, whose);
        await transaction.Execute(DeleteParts, whose);
        await transaction.Execute(DeleteDrafts, whose);
        await transaction.Execute(DeleteConversations, whose);
    }
}
