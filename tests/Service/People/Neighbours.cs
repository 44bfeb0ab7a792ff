using System.Security.Cryptography;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>People who found groups and come into them, each by their own yes.</summary>
internal static class Neighbours
{
    /// <summary>The secret of an invitation.</summary>
    public static string NewLink() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    public static async Task<Group> Found(Desk desk, Caller who, string name = "Friends of Elm Park") =>
        await desk.As(who).CreateGroupAsync(new()
        {
            RequestId = Desk.NewId(), Name = name, Description = "We look after the trees.", AreaCode = AccessWalk.Own,
            ShownAs = $"Founder {who.Subject}",
        });

    /// <summary>Makes an invitation.</summary>
    /// <returns>Its secret.</returns>
    public static async Task<string> Invite(Desk desk, Caller by, string groupId)
    {
        var secret = NewLink();
        await desk.As(by).InviteToGroupAsync(new() { RequestId = Desk.NewId(), GroupId = groupId, Secret = secret });
        return secret;
    }

    public static async Task<Group> Accept(Desk desk, Caller who, string secret, bool showName = false) =>
        await desk.As(who).AcceptGroupInvitationAsync(new()
        {
            RequestId = Desk.NewId(), Secret = secret, ShownAs = $"Neighbour {who.Subject}", ShowName = showName,
        });

    /// <summary>Somebody is invited and comes in.</summary>
    public static async Task Join(Desk desk, Caller by, string groupId, Caller who) =>
        await Accept(desk, who, await Invite(desk, by, groupId));

    /// <summary>The members as one of them sees them.</summary>
    public static async Task<GetGroupMembersResponse> Members(Desk desk, Caller who, string groupId) =>
        await desk.As(who).GetGroupMembersAsync(new() { GroupId = groupId });

    /// <summary>Somebody's number in the group.</summary>
    public static async Task<string> MemberId(Desk desk, Caller who, string groupId) =>
        (await Members(desk, who, groupId)).Members.Single(member => member.IsYou).MemberId;

    public static async Task AskToSign(Desk desk, Caller by, string groupId, Caller who) =>
        await desk.As(by).AskSignerAsync(
            new() { RequestId = Desk.NewId(), GroupId = groupId, MemberId = await MemberId(desk, who, groupId) });

    public static async Task<GroupMember> Answer(Desk desk, Caller who, string groupId, bool yes) =>
        await desk.As(who).AnswerSignerAsync(new() { RequestId = Desk.NewId(), GroupId = groupId, Yes = yes });

    /// <summary>A second one who may say yes to money.</summary>
    public static async Task JoinAsSigner(Desk desk, Caller by, string groupId, Caller who)
    {
        await Join(desk, by, groupId, who);
        await AskToSign(desk, by, groupId, who);
        await Answer(desk, who, groupId, yes: true);
    }

    public static async Task Leave(Desk desk, Caller who, string groupId) =>
        await desk.As(who).LeaveGroupAsync(new() { RequestId = Desk.NewId(), GroupId = groupId });

    public static async Task<Group> Close(Desk desk, Caller who, string groupId, bool yes = true) =>
        await desk.As(who).CloseGroupAsync(new() { RequestId = Desk.NewId(), GroupId = groupId, Yes = yes });

    public static async Task<Group> Get(Desk desk, Caller who, string groupId) =>
        await desk.As(who).GetGroupAsync(new() { GroupId = groupId });
}
