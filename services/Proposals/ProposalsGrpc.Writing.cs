using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.Authors;
using Participatory.Proposals.Drafts;
using Participatory.Proposals.V1;
using Participatory.Proposals.Versions;

namespace Participatory.Proposals;

/// <summary>The door to how an idea is written: drafts, versions, notes and authors.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<Proposal> EditProposal(EditProposalRequest request, ServerCallContext context) =>
        services.GetRequiredService<EditProposal>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListProposalVersionsResponse> ListProposalVersions(
        ListProposalVersionsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListProposalVersions>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> AddProposalNote(AddProposalNoteRequest request, ServerCallContext context) =>
        services.GetRequiredService<AddProposalNote>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListProposalsResponse> ListChangedSupports(ListChangedSupportsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListChangedSupports>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ProposalDraft> KeepProposalDraft(KeepProposalDraftRequest request, ServerCallContext context) =>
        services.GetRequiredService<KeepProposalDraft>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ProposalDraft> GetProposalDraft(GetProposalDraftRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetProposalDraft>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListMyProposalDraftsResponse> ListMyProposalDrafts(
        ListMyProposalDraftsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListMyProposalDrafts>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<DeleteProposalDraftResponse> DeleteProposalDraft(DeleteProposalDraftRequest request, ServerCallContext context) =>
        services.GetRequiredService<DeleteProposalDraft>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<AuthorInvitation> InviteAuthor(InviteAuthorRequest request, ServerCallContext context) =>
        services.GetRequiredService<InviteAuthor>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GetAuthorInvitationsResponse> GetAuthorInvitations(
        GetAuthorInvitationsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetAuthorInvitations>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<EndInvitationResponse> EndInvitation(EndInvitationRequest request, ServerCallContext context) =>
        services.GetRequiredService<EndInvitation>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<AuthorInvitation> GetInvitation(GetInvitationRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetInvitation>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Proposal> AcceptInvitation(AcceptInvitationRequest request, ServerCallContext context) =>
        services.GetRequiredService<AcceptInvitation>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<RefuseInvitationResponse> RefuseInvitation(RefuseInvitationRequest request, ServerCallContext context) =>
        services.GetRequiredService<RefuseInvitation>().Handle(request, context.CancellationToken);

    public override Task<Proposal> LeaveProposal(LeaveProposalRequest request, ServerCallContext context) =>
        services.GetRequiredService<LeaveProposal>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
