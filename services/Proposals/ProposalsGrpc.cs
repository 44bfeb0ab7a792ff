using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.BallotPapers;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.Photos;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Valuations;

namespace Participatory.Proposals;

/// <summary>The door: each method goes to its operation.</summary>
internal sealed partial class ProposalsGrpc(IServiceProvider services) : V1.ProposalsService.ProposalsServiceBase
{
    public override Task<Round> CreateRound(CreateRoundRequest request, ServerCallContext context) =>
        services.GetRequiredService<CreateRound>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Round> GetRound(GetRoundRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetRound>().Handle(request, context.CancellationToken);

    public override Task<ListRoundsResponse> ListRounds(ListRoundsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListRounds>().Handle(request, context.CancellationToken);

    public override Task<Round> AdvanceRound(AdvanceRoundRequest request, ServerCallContext context) =>
        services.GetRequiredService<AdvanceRound>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Round> MoveDates(MoveDatesRequest request, ServerCallContext context) =>
        services.GetRequiredService<MoveDates>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Round> CorrectRound(CorrectRoundRequest request, ServerCallContext context) =>
        services.GetRequiredService<CorrectRound>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Round> EndRound(EndRoundRequest request, ServerCallContext context) =>
        services.GetRequiredService<EndRound>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> CreateProposal(CreateProposalRequest request, ServerCallContext context) =>
        services.GetRequiredService<CreateProposal>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> GetProposal(GetProposalRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetProposal>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListProposalsResponse> ListProposals(ListProposalsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListProposals>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListProposalsResponse> ListMyProposals(ListMyProposalsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListMyProposals>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> WithdrawProposal(WithdrawProposalRequest request, ServerCallContext context) =>
        services.GetRequiredService<WithdrawProposal>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> AddProposalPhoto(IAsyncStreamReader<AddProposalPhotoRequest> requestStream, ServerCallContext context) =>
        services.GetRequiredService<AddPhoto>().Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> RemoveProposalPhoto(RemoveProposalPhotoRequest request, ServerCallContext context) =>
        services.GetRequiredService<RemovePhoto>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task GetProposalPhoto(
        GetProposalPhotoRequest request, IServerStreamWriter<GetProposalPhotoResponse> responseStream, ServerCallContext context) =>
        services.GetRequiredService<GetPhoto>().Handle(request, responseStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> SupportProposal(SupportProposalRequest request, ServerCallContext context) =>
        services.GetRequiredService<SupportProposal>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> WithdrawSupport(WithdrawSupportRequest request, ServerCallContext context) =>
        services.GetRequiredService<WithdrawSupport>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> ValueProposal(ValueProposalRequest request, ServerCallContext context) =>
        services.GetRequiredService<ValueProposal>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<FlagProposalResponse> FlagProposal(FlagProposalRequest request, ServerCallContext context) =>
        services.GetRequiredService<FlagProposal>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> JudgeProposal(JudgeProposalRequest request, ServerCallContext context) =>
        services.GetRequiredService<JudgeProposal>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> AskSecondLook(AskSecondLookRequest request, ServerCallContext context) =>
        services.GetRequiredService<AskSecondLook>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListFlaggedResponse> ListFlagged(ListFlaggedRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListFlagged>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GetFlagsResponse> GetFlags(GetFlagsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetFlags>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GetHidingCountsResponse> GetHidingCounts(GetHidingCountsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetHidingCounts>().Handle(request, context.CancellationToken);

    public override Task<Round> PublishBallotPaper(PublishBallotPaperRequest request, ServerCallContext context) =>
        services.GetRequiredService<PublishBallotPaper>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
