using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.Enquiries;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.V1;

namespace Participatory.Proposals;

/// <summary>The door to questions about ideas and their answers.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<Enquiry> AskAboutProposal(AskAboutProposalRequest request, ServerCallContext context) =>
        services.GetRequiredService<AskAboutProposal>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Enquiry> GetEnquiry(GetEnquiryRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetEnquiry>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListEnquiriesResponse> ListEnquiries(ListEnquiriesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListEnquiries>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListEnquiriesForCouncilResponse> ListEnquiriesForCouncil(
        ListEnquiriesForCouncilRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListEnquiriesForCouncil>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<TakeEnquiryBackResponse> TakeEnquiryBack(TakeEnquiryBackRequest request, ServerCallContext context) =>
        services.GetRequiredService<TakeEnquiryBack>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Enquiry> AnswerEnquiry(AnswerEnquiryRequest request, ServerCallContext context) =>
        services.GetRequiredService<AnswerEnquiry>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Enquiry> ThankForAnswer(ThankForAnswerRequest request, ServerCallContext context) =>
        services.GetRequiredService<ThankForAnswer>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<FlagEnquiryResponse> FlagEnquiry(FlagEnquiryRequest request, ServerCallContext context) =>
        services.GetRequiredService<FlagEnquiry>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Enquiry> JudgeEnquiry(JudgeEnquiryRequest request, ServerCallContext context) =>
        services.GetRequiredService<JudgeEnquiry>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Enquiry> AskEnquiryAgain(AskEnquiryAgainRequest request, ServerCallContext context) =>
        services.GetRequiredService<AskEnquiryAgain>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListFlaggedEnquiriesResponse> ListFlaggedEnquiries(
        ListFlaggedEnquiriesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListFlaggedEnquiries>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GetEnquiryFlagsResponse> GetEnquiryFlags(GetEnquiryFlagsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetEnquiryFlags>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
