using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.BallotPapers;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Photos;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Valuations;

namespace Participatory.Proposals;

/// <summary>The door: each method goes to its operation.</summary>
internal sealed class ProposalsGrpc(
    CreateRound createRound,
    GetRound getRound,
    ListRounds listRounds,
    AdvanceRound advanceRound,
    CreateProposal createProposal,
    GetProposal getProposal,
    ListProposals listProposals,
    ListMyProposals listMyProposals,
    WithdrawProposal withdrawProposal,
    AddPhoto addPhoto,
    RemovePhoto removePhoto,
    GetPhoto getPhoto,
    SupportProposal supportProposal,
    WithdrawSupport withdrawSupport,
    ValueProposal valueProposal,
    PublishBallotPaper publishBallotPaper) : V1.ProposalsService.ProposalsServiceBase
{
    public override Task<Round> CreateRound(CreateRoundRequest request, ServerCallContext context) =>
        createRound.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Round> GetRound(GetRoundRequest request, ServerCallContext context) =>
        getRound.Handle(request, context.CancellationToken);

    public override Task<ListRoundsResponse> ListRounds(ListRoundsRequest request, ServerCallContext context) =>
        listRounds.Handle(request, context.CancellationToken);

    public override Task<Round> AdvanceRound(AdvanceRoundRequest request, ServerCallContext context) =>
        advanceRound.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> CreateProposal(CreateProposalRequest request, ServerCallContext context) =>
        createProposal.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> GetProposal(GetProposalRequest request, ServerCallContext context) =>
        getProposal.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListProposalsResponse> ListProposals(ListProposalsRequest request, ServerCallContext context) =>
        listProposals.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListProposalsResponse> ListMyProposals(ListMyProposalsRequest request, ServerCallContext context) =>
        listMyProposals.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> WithdrawProposal(WithdrawProposalRequest request, ServerCallContext context) =>
        withdrawProposal.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> AddProposalPhoto(IAsyncStreamReader<AddProposalPhotoRequest> requestStream, ServerCallContext context) =>
        addPhoto.Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> RemoveProposalPhoto(RemoveProposalPhotoRequest request, ServerCallContext context) =>
        removePhoto.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task GetProposalPhoto(GetProposalPhotoRequest request, IServerStreamWriter<GetProposalPhotoResponse> responseStream, ServerCallContext context) =>
        getPhoto.Handle(request, responseStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> SupportProposal(SupportProposalRequest request, ServerCallContext context) =>
        supportProposal.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> WithdrawSupport(WithdrawSupportRequest request, ServerCallContext context) =>
        withdrawSupport.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> ValueProposal(ValueProposalRequest request, ServerCallContext context) =>
        valueProposal.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Round> PublishBallotPaper(PublishBallotPaperRequest request, ServerCallContext context) =>
        publishBallotPaper.Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
