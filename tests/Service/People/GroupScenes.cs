using Google.Protobuf;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness.Pictures;
using Participatory.Tests.Harness.Walks;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>A group for each method that is not for everybody, founded by somebody who founds no other.</summary>
internal static class GroupScenes
{
    public static Dictionary<string, Func<Visit, Task<Scene>>> Of(Desk desk)
    {
        return new Dictionary<string, Func<Visit, Task<Scene>>>(StringComparer.Ordinal)
        {
            ["ChangeGroup"] = visit => Owned(visit, group => new ChangeGroupRequest
            {
                GroupId = group.GroupId, Version = group.Version, Name = "Friends of Oak Park",
            }),
            ["AddGroupPicture"] = visit => Owned(visit, group => new AddGroupPictureRequest
            {
                GroupId = group.GroupId, AltText = "An oak", EverybodySaidYes = true, Content = ByteString.CopyFrom(TestPng.Picture()),
            }),
            ["RemoveGroupPicture"] = visit => Owned(visit, group => new RemoveGroupPictureRequest { GroupId = group.GroupId }),
            ["GetGroupMembers"] = visit => Owned(visit, group => new GetGroupMembersRequest { GroupId = group.GroupId }),
            ["InviteToGroup"] = visit => Owned(visit, group => new InviteToGroupRequest
            {
                GroupId = group.GroupId, Secret = Neighbours.NewLink(),
            }),
            ["EndGroupInvitation"] = async visit =>
            {
                var (owner, group) = await Found(visit);
                await Neighbours.Invite(desk, owner, group.GroupId);
                var invitation = (await Neighbours.Members(desk, owner, group.GroupId)).Invitations[0];
                return Of(owner, new EndGroupInvitationRequest { GroupId = group.GroupId, InvitationId = invitation.InvitationId });
            },
            ["GetGroupInvitation"] = visit => Linked(visit, secret => new GetGroupInvitationRequest { Secret = secret }),
            ["AcceptGroupInvitation"] = visit => Linked(visit, secret => new AcceptGroupInvitationRequest
            {
                Secret = secret, ShownAs = "Somebody new",
            }),
            ["RefuseGroupInvitation"] = visit => Linked(visit, secret => new RefuseGroupInvitationRequest { Secret = secret }),
            ["ChangeMyMembership"] = visit => Owned(visit, group => new ChangeMyMembershipRequest
            {
                GroupId = group.GroupId, ShownAs = "The gardener", ShowName = true,
            }),
            ["AskSigner"] = async visit =>
            {
                var (owner, group) = await Found(visit);
                var other = Tests.People.Resident($"neighbour-{visit.Id}");
                await Neighbours.Join(desk, owner, group.GroupId, other);
                return Of(owner, new AskSignerRequest
                {
                    GroupId = group.GroupId, MemberId = await Neighbours.MemberId(desk, other, group.GroupId),
                });
            },
            ["AnswerSigner"] = visit => Owned(visit, group => new AnswerSignerRequest { GroupId = group.GroupId, Yes = true }),
            ["CloseGroup"] = visit => Owned(visit, group => new CloseGroupRequest { GroupId = group.GroupId, Yes = true }),
            ["JudgeGroup"] = visit => Owned(visit, group => new JudgeGroupRequest
            {
                GroupId = group.GroupId, Judgement = HidingJudgement.Hide, Reason = HidingReason.Advertising,
            }),
            ["AskGroupAgain"] = async visit =>
            {
                var (owner, group) = await Found(visit);
                await Hide(group.GroupId);
                return Of(owner, new AskGroupAgainRequest { GroupId = group.GroupId });
            },
            ["ListFlaggedGroups"] = async visit =>
            {
                var (owner, group) = await Found(visit);
                await desk.As(Caller.Nobody).FlagGroupAsync(
                    new() { RequestId = Desk.NewId(), GroupId = group.GroupId, Reason = HidingReason.Abuse });
                return Of(owner, new ListFlaggedGroupsRequest());
            },
            ["GetGroupFlags"] = visit => Owned(visit, group => new GetGroupFlagsRequest { GroupId = group.GroupId }),
        };

        async Task<(Caller Owner, Group Group)> Found(Visit visit)
        {
            var owner = Tests.People.Resident($"founder-{visit.Id}");
            return (owner, await Neighbours.Found(desk, owner, $"Friends of {visit.Id}"));
        }

        async Task<Scene> Owned(Visit visit, Func<Group, IMessage> request)
        {
            var (owner, group) = await Found(visit);
            return Of(owner, request(group));
        }

        async Task<Scene> Linked(Visit visit, Func<string, IMessage> request)
        {
            var (owner, group) = await Found(visit);
            return Of(owner, request(await Neighbours.Invite(desk, owner, group.GroupId))) with
            {
                // Whoever is in it already has no use for it.
                Owner = Tests.People.Amina,
                Guessed = request(Neighbours.NewLink()),
            };
        }

        async Task Hide(string groupId) => await desk.As(Tests.People.Grace).JudgeGroupAsync(new()
        {
            RequestId = Desk.NewId(), GroupId = groupId, Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
        });
    }

    private static Scene Of(Caller owner, IMessage request) => new(request) { Owner = owner };
}
