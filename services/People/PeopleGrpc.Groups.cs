using Grpc.Core;
using Participatory.People.Groups;
using Participatory.People.V1;
using Participatory.Platform.Calls;

namespace Participatory.People;

/// <summary>The door to groups.</summary>
internal sealed partial class PeopleGrpc
{
    public override Task<Group> CreateGroup(CreateGroupRequest request, ServerCallContext context) =>
        services.GetRequiredService<CreateGroup>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Group> ChangeGroup(ChangeGroupRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChangeGroup>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GroupPicture> AddGroupPicture(
        IAsyncStreamReader<AddGroupPictureRequest> requestStream, ServerCallContext context) =>
        services.GetRequiredService<AddGroupPicture>().Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<RemoveGroupPictureResponse> RemoveGroupPicture(RemoveGroupPictureRequest request, ServerCallContext context) =>
        services.GetRequiredService<RemoveGroupPicture>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task GetGroupPicture(
        GetGroupPictureRequest request, IServerStreamWriter<GetGroupPictureResponse> responseStream, ServerCallContext context) =>
        services.GetRequiredService<GetGroupPicture>()
            .Handle(request, responseStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Group> GetGroup(GetGroupRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetGroup>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListGroupsResponse> ListGroups(ListGroupsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListGroups>().Handle(request, context.CancellationToken);

    public override Task<ListMyGroupsResponse> ListMyGroups(ListMyGroupsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListMyGroups>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GetGroupMembersResponse> GetGroupMembers(GetGroupMembersRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetGroupMembers>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GroupInvitation> InviteToGroup(InviteToGroupRequest request, ServerCallContext context) =>
        services.GetRequiredService<InviteToGroup>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GroupInvitation> EndGroupInvitation(EndGroupInvitationRequest request, ServerCallContext context) =>
        services.GetRequiredService<EndGroupInvitation>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GroupInvitationView> GetGroupInvitation(GetGroupInvitationRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetGroupInvitation>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Group> AcceptGroupInvitation(AcceptGroupInvitationRequest request, ServerCallContext context) =>
        services.GetRequiredService<AcceptGroupInvitation>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<RefuseGroupInvitationResponse> RefuseGroupInvitation(
        RefuseGroupInvitationRequest request, ServerCallContext context) =>
        services.GetRequiredService<RefuseGroupInvitation>().Handle(request, context.CancellationToken);

    public override Task<GroupMember> ChangeMyMembership(ChangeMyMembershipRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChangeMyMembership>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GroupMember> AskSigner(AskSignerRequest request, ServerCallContext context) =>
        services.GetRequiredService<AskSigner>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GroupMember> AnswerSigner(AnswerSignerRequest request, ServerCallContext context) =>
        services.GetRequiredService<AnswerSigner>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<LeaveGroupResponse> LeaveGroup(LeaveGroupRequest request, ServerCallContext context) =>
        services.GetRequiredService<LeaveGroup>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Group> CloseGroup(CloseGroupRequest request, ServerCallContext context) =>
        services.GetRequiredService<CloseGroup>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<FlagGroupResponse> FlagGroup(FlagGroupRequest request, ServerCallContext context) =>
        services.GetRequiredService<FlagGroup>().Handle(request, context.CancellationToken);

    public override Task<Group> JudgeGroup(JudgeGroupRequest request, ServerCallContext context) =>
        services.GetRequiredService<JudgeGroup>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Group> AskGroupAgain(AskGroupAgainRequest request, ServerCallContext context) =>
        services.GetRequiredService<AskGroupAgain>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListFlaggedGroupsResponse> ListFlaggedGroups(ListFlaggedGroupsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListFlaggedGroups>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<GetGroupFlagsResponse> GetGroupFlags(GetGroupFlagsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetGroupFlags>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
