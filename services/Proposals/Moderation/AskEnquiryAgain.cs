using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Enquiries;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Moderation;

/// <summary>Whoever wrote a question or an answer that is hidden asks that another officer looks at it.</summary>
internal sealed class AskEnquiryAgain(Database database, TimeProvider clock)
{
    public async Task<Enquiry> Handle(AskEnquiryAgainRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("enquiry_id", request.EnquiryId).Id("answer_id", request.AnswerId, required: false)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Enquiry.Parser) is null)
        {
            var enquiry = await EnquiryRow.Lock(transaction, request.EnquiryId, caller);
            var answers = await AnswerRow.LoadOf(transaction, [enquiry.EnquiryId]);
            var item = Decide(EnquiryHiding.ItemOf(enquiry, answers, request.AnswerId), caller);
            if (Judging.Ask(await EnquiryHiding.Lock(transaction, item), clock.Now()) is { } next)
            {
                await EnquiryHiding.Write(transaction, next, enquiry);
            }

            await transaction.Remember(caller, request, new Enquiry { EnquiryId = enquiry.EnquiryId });
        }

        var shown = await EnquiryRow.LoadMessage(transaction, request.EnquiryId, caller, clock.Now());
        await transaction.Commit();
        return shown;
    }

    /// <summary>What is to be looked at again: it is the caller's own. Pure.</summary>
    /// <exception cref="Refusal">It is somebody else's.</exception>
    internal static EnquiryItem Decide(EnquiryItem item, Caller caller) =>
        caller.IsSignedIn && caller.Subject == item.AuthorSubject ? item
        : throw new Refusal(item.Part == EnquiryHiding.Answer ? ProposalsReasons.AnswerIsTheirs : ProposalsReasons.EnquiryIsTheirs);
}
