using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Enquiries;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Moderation;

/// <summary>Shows an officer of the area what people said of a question about an idea, or of an answer.</summary>
internal sealed class GetEnquiryFlags(Database database)
{
    public async Task<GetEnquiryFlagsResponse> Handle(GetEnquiryFlagsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("enquiry_id", request.EnquiryId).Id("answer_id", request.AnswerId, required: false).Check();
        await using var session = await database.Read(cancellation);
        var enquiry = await EnquiryRow.LoadOrNull(session, request.EnquiryId, caller) ?? throw EnquiryRow.NotFound();
        caller.MustActIn([enquiry.AreaCode]);
        var item = EnquiryHiding.ItemOf(enquiry, await AnswerRow.LoadOf(session, [enquiry.EnquiryId]), request.AnswerId);
        return new GetEnquiryFlagsResponse { Flags = { await Flags.Load(session, item.RoundId, item.ItemId, item.Part) } };
    }
}
