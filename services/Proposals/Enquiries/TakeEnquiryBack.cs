using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Enquiries;

/// <summary>Whoever asked takes a question back, for good. What it was answered stays.</summary>
internal sealed class TakeEnquiryBack(Database database)
{
    public async Task<TakeEnquiryBackResponse> Handle(TakeEnquiryBackRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("enquiry_id", request.EnquiryId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, TakeEnquiryBackResponse.Parser) is { } before)
        {
            return before;
        }

        await Decide(await EnquiryRow.LockOrNull(transaction, request.EnquiryId, caller), caller).Delete(transaction);
        var answer = new TakeEnquiryBackResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What goes: it is the caller's own. Pure.</summary>
    /// <exception cref="Refusal">It is somebody else's, or has gone.</exception>
    internal static EnquiryRow Decide(EnquiryRow? enquiry, Caller caller) =>
        enquiry is null || enquiry.IsTakenBack || !enquiry.IsFor(caller) ? throw EnquiryRow.NotFound()
        : enquiry.IsBy(caller) ? enquiry
        : throw new Refusal(ProposalsReasons.EnquiryIsTheirs);
}
