using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Enquiries;
using Participatory.Proposals.Rounds;

namespace Participatory.Proposals.Moderation;

/// <summary>What questions about ideas and their answers are to the one mechanism that hides and shows what people wrote.</summary>
internal static class EnquiryHiding
{
    /// <summary>As the database calls a question about an idea beside the parts of the idea.</summary>
    public const string Question = "QUESTION";

    /// <summary>The same of an answer.</summary>
    public const string Answer = "ANSWER";

    // As of voices: what is shown speaks for whoever has an account.
    private static readonly Sql CountShown = new("""
        SELECT COUNT(*) FROM (
            SELECT round_id AS scope_id, enquiry_id AS item_id, 'QUESTION' AS part FROM enquiry
            WHERE asker_subject = @subject AND enquiry_id <> @enquiryId
            UNION ALL SELECT round_id, voice_id, 'VOICE' FROM voice WHERE speaker_subject = @subject AND audience <> 'COUNCIL'
            UNION ALL SELECT round_id, proposal_id, 'WORDS' FROM proposal WHERE proposer_subject = @subject) said
        LEFT JOIN hiding hid ON hid.scope_id = said.scope_id AND hid.item_id = said.item_id AND hid.part = said.part
        WHERE hid.state IS NULL OR hid.state IN ('SHOWN', 'SHOWN_AGAIN')
        """);

    /// <summary>An officer looks at it before everybody does: the round asks for that, and nothing of whoever asked is shown.</summary>
    public static async Task<bool> LoadWaits(Session session, RoundRow round, EnquiryRow enquiry, Caller caller) =>
        round.NewcomersWait && !caller.IsOfficer()
            && await session.One<long>(CountShown, new { subject = caller.Subject, enquiryId = enquiry.EnquiryId }) == 0;

    /// <summary>The question itself. Pure.</summary>
    public static EnquiryItem ItemOf(EnquiryRow enquiry) =>
        new(enquiry.RoundId, enquiry.EnquiryId, Question, enquiry.AskerSubject, enquiry.AllWords);

    /// <summary>The question itself, or one of its answers. Pure.</summary>
    /// <param name="answerId">Empty is the question.</param>
    /// <exception cref="Platform.Calls.Refusal">There is none.</exception>
    public static EnquiryItem ItemOf(EnquiryRow enquiry, IReadOnlyList<AnswerRow> answers, string answerId) =>
        answerId.Length == 0 ? enquiry.IsTakenBack ? throw EnquiryRow.NotFound() : ItemOf(enquiry)
        : answers.FirstOrDefault(answer => answer.AnswerId == answerId) is { } said
            ? new EnquiryItem(enquiry.RoundId, said.AnswerId, Answer, said.AuthorSubject, said.AllWords, said.Versions)
        : throw AnswerRow.NotFound();

    /// <summary>As it stands, held with its question. Whoever wrote the latest words is told, who may be another one than before.</summary>
    public static async Task<HidingRow> Lock(Transaction transaction, EnquiryItem item)
    {
        var row = await HidingRow.Lock(transaction, item.RoundId, item.ItemId, item.Part, item.AuthorSubject);
        return item.AuthorSubject.Length > 0 ? row with { AuthorSubject = item.AuthorSubject } : row;
    }

    /// <summary>Writes what it becomes, and says so to whoever wrote it.</summary>
    public static async Task Write(Transaction transaction, HidingRow next, EnquiryRow enquiry)
    {
        await next.Write(transaction);
        // Nobody is told a title that is hidden, too.
        if (next.AuthorSubject.Length > 0 && !EnquiryRow.Hides(enquiry.IdeaHiding))
        {
            await transaction.Publish(new EnquiryHidden(
                enquiry.RoundId, enquiry.ProposalId, enquiry.EnquiryId, next.Part == Answer ? next.ItemId : "", enquiry.Title,
                next.AuthorSubject, next.Number, next.State, next.Reason, next.DecidedAs, next.StepAt));
        }
    }
}

/// <summary>A question or an answer, as something that can be hidden.</summary>
/// <param name="ItemId">Of the question, or of the answer.</param>
/// <param name="Words">All of it, to look for names in.</param>
/// <param name="Version">Of an answer the number of its latest words; a question never changes, and has 0.</param>
internal sealed record EnquiryItem(
    string RoundId, string ItemId, string Part, string AuthorSubject, string Words, int Version = 0);
