using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Enquiries;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Moderation;

/// <summary>
/// An officer of the area hides a question about an idea, or an answer, shows it, or keeps it hidden at a second look. Nothing of it
/// changes.
/// </summary>
internal sealed class JudgeEnquiry(Database database, TimeProvider clock)
{
    public async Task<Enquiry> Handle(JudgeEnquiryRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("enquiry_id", request.EnquiryId).Id("answer_id", request.AnswerId, required: false)
            .Judged(request.Judgement, request.Reason).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Enquiry.Parser) is not null)
        {
            return await EnquiryRow.LoadMessage(transaction, request.EnquiryId, caller, clock.Now());
        }

        var enquiry = await EnquiryRow.LockOrNull(transaction, request.EnquiryId, caller) ?? throw EnquiryRow.NotFound();
        caller.MustActIn([enquiry.AreaCode]);
        enquiry.Idea.MustBeRead();
        var item = EnquiryHiding.ItemOf(enquiry, await AnswerRow.LoadOf(transaction, [enquiry.EnquiryId]), request.AnswerId);
        Check(enquiry, item, request.Version, caller);
        var hiding = await EnquiryHiding.Lock(transaction, item);
        if (Judging.Decide(hiding, request.Judgement, request.Reason, caller, item.Words, clock.Now()) is { } next)
        {
            await EnquiryHiding.Write(transaction, next, enquiry);
        }

        await Flags.Settle(transaction, hiding);
        // The words are not kept a second time to repeat an answer.
        await transaction.Remember(caller, request, new Enquiry { EnquiryId = enquiry.EnquiryId });
        var shown = await EnquiryRow.LoadMessage(transaction, enquiry.EnquiryId, caller, clock.Now());
        await transaction.Commit();
        return shown;
    }

    /// <summary>Nobody decides what is said about an idea that they write, and nobody about words that they have not read. Pure.</summary>
    /// <param name="version">That was read; 0 where it was not said.</param>
    /// <exception cref="Refusal">The officer writes the idea, or the answer was changed since it was read.</exception>
    internal static void Check(EnquiryRow enquiry, EnquiryItem item, int version, Caller caller)
    {
        if (enquiry.IsOfOwnIdea(caller))
        {
            throw new Refusal(ModerationReasons.OwnWords);
        }

        if (version > 0 && item.Version > 0 && version != item.Version)
        {
            throw new Refusal(ProposalsReasons.EditedMeanwhile, field: "version");
        }
    }
}
