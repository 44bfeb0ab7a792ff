using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Enquiries;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Moderation;

/// <summary>
/// Somebody, signed in or not, says that a question about an idea, or an answer, should not stand there. An officer looks; nothing is
/// hidden by it.
/// </summary>
internal sealed class FlagEnquiry(Database database, TimeProvider clock)
{
    public async Task<FlagEnquiryResponse> Handle(FlagEnquiryRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("enquiry_id", request.EnquiryId).Id("answer_id", request.AnswerId, required: false)
            .Because(request.Reason).Text("note", request, required: false).Check();
        await using var transaction = await database.Begin(cancellation);
        // As with an idea: not even beside the answer stands who it was.
        if (await transaction.Replay(Caller.Nobody, request, FlagEnquiryResponse.Parser) is { } before)
        {
            return before;
        }

        // What the caller cannot see is not there to be flagged.
        var enquiry = await EnquiryRow.Lock(transaction, request.EnquiryId, caller);
        var answers = await AnswerRow.LoadOf(transaction, [enquiry.EnquiryId]);
        var hiding = await EnquiryHiding.Lock(transaction, EnquiryHiding.ItemOf(enquiry, answers, request.AnswerId));
        if (FlagProposal.Decide(hiding))
        {
            await Flags.Keep(transaction, hiding, request.Reason, request.Note, clock.Now());
        }

        var answer = new FlagEnquiryResponse();
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }
}
