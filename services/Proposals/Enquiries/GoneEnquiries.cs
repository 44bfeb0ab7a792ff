using Participatory.Platform.Storage;

namespace Participatory.Proposals.Enquiries;

/// <summary>
/// What goes with a person: what they asked, as if they had taken it back, and what they answered about ideas of their own, of which what
/// others who write the idea wrote stays. What an officer answered is the council's and stays, with name and role as any decision.
/// </summary>
internal static class GoneEnquiries
{
    // In one order, so that nobody waits for somebody who waits for them.
    private static readonly Sql LockEach = new("""
        SELECT enquiry_id FROM enquiry {lock}
        WHERE asker_subject = @subject OR enquiry_id IN (
            SELECT said.enquiry_id FROM enquiry_answer said WHERE said.author_subject = @subject
            UNION SELECT said.enquiry_id FROM enquiry_answer said JOIN answer_version wrote ON wrote.answer_id = said.answer_id
            WHERE wrote.author_subject = @subject)
        ORDER BY enquiry_id
        """);

    private static readonly Sql DeleteVersions = new("DELETE FROM answer_version WHERE author_subject = @subject");

    // What others wrote, too, stays with their words, and hidden where it was; only what people said of it may name whoever goes.
    private static readonly Sql EmptyFlags = new("""
        UPDATE flag SET note = '' WHERE part = 'ANSWER' AND item_id IN (
            SELECT answer_id FROM answer_version WHERE author_subject = @subject)
        """);

    // Their questions, and answers of which no words are left.
    private const string Gone = """
        (part = 'QUESTION' AND item_id IN (SELECT enquiry_id FROM enquiry WHERE asker_subject = @subject))
            OR (part = 'ANSWER' AND item_id IN (SELECT said.answer_id FROM enquiry_answer said
                WHERE said.enquiry_id IN (SELECT item FROM {texts @enquiryIds} AS given)
                    AND NOT EXISTS (SELECT 1 FROM answer_version left_over WHERE left_over.answer_id = said.answer_id)))
        """;

    private static readonly Sql DeleteFlags = new("DELETE FROM flag WHERE " + Gone);

    private static readonly Sql DeleteHiding = new("DELETE FROM hiding WHERE " + Gone);

    private static readonly Sql DeleteAnswers = new("""
        DELETE FROM enquiry_answer WHERE enquiry_id IN (SELECT item FROM {texts @enquiryIds} AS given)
            AND NOT EXISTS (SELECT 1 FROM answer_version left_over WHERE left_over.answer_id = enquiry_answer.answer_id)
        """);

    // The latest of what others wrote is the answer.
    private static readonly Sql UpdateAnswers = new("""
        UPDATE enquiry_answer SET
            versions = (SELECT MAX(version) FROM answer_version WHERE answer_version.answer_id = enquiry_answer.answer_id),
            author_subject = (SELECT newest.author_subject FROM answer_version newest
                WHERE newest.answer_id = enquiry_answer.answer_id AND newest.version = (
                    SELECT MAX(version) FROM answer_version WHERE answer_version.answer_id = enquiry_answer.answer_id))
        WHERE by_council = 0 AND enquiry_id IN (SELECT item FROM {texts @enquiryIds} AS given)
        """);

    private static readonly Sql UnlinkAnswers = new("UPDATE enquiry_answer SET author_subject = '' WHERE author_subject = @subject");

    // Of a question that was taken back nothing was left but the answer.
    private static readonly Sql DeleteEmpty = new("""
        DELETE FROM enquiry WHERE enquiry_id IN (SELECT item FROM {texts @enquiryIds} AS given) AND words = ''
            AND NOT EXISTS (SELECT 1 FROM enquiry_answer said WHERE said.enquiry_id = enquiry.enquiry_id)
        """);

    private static readonly Sql UpdateOpen = new("""
        UPDATE enquiry SET answered_at = NULL WHERE enquiry_id IN (SELECT item FROM {texts @enquiryIds} AS given)
            AND NOT EXISTS (SELECT 1 FROM enquiry_answer said WHERE said.enquiry_id = enquiry.enquiry_id)
        """);

    private static readonly Sql DeleteOpen = new("DELETE FROM enquiry WHERE asker_subject = @subject AND answered_at IS NULL");

    private static readonly Sql UpdateThanks = new("""
        UPDATE enquiry_answer SET thanked_at = NULL WHERE enquiry_id IN (SELECT enquiry_id FROM enquiry WHERE asker_subject = @subject)
        """);

    private static readonly Sql UpdateGone = new("""
        UPDATE enquiry SET words = '', shown_as = '', asker_subject = '' WHERE asker_subject = @subject
        """);

    public static async Task Of(Transaction transaction, string subject)
    {
        var whose = new { subject };
        var which = new { subject, enquiryIds = Sql.List(await transaction.Many<string>(LockEach, whose)) };
        await transaction.Execute(EmptyFlags, whose);
        await transaction.Execute(DeleteVersions, whose);
        await transaction.Execute(DeleteFlags, which);
        await transaction.Execute(DeleteHiding, which);
        await transaction.Execute(DeleteAnswers, which);
        await transaction.Execute(UpdateAnswers, which);
        await transaction.Execute(UnlinkAnswers, whose);
        await transaction.Execute(DeleteEmpty, which);
        await transaction.Execute(UpdateOpen, which);
        await transaction.Execute(DeleteOpen, whose);
        await transaction.Execute(UpdateThanks, whose);
        await transaction.Execute(UpdateGone, whose);
    }
}
