using Grpc.Net.Client;
using Participatory.People.Persons;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Types.V1;

namespace Participatory.Standalone.Demo;

/// <summary>
/// Neighbours found a group: one founds it, another comes in by a link, and both may say yes to money. Somebody reports another one, which
/// waits for an officer. People has no door for programs, so they call it as the gateway does for them.
/// </summary>
internal static class Founding
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>One person founds five in a year; whoever plays many rounds in one folder has seen enough.</summary>
    private const int Enough = 4;

    /// <returns>The group that proposes, too; empty where there is none.</returns>
    public static async Task<string> Play(
        Script script, Uri people, Func<Caller, string> vouch, Stages stages, CancellationToken cancellation)
    {
        var founded = "";
        // Of the place of a published election we know no neighbours.
        if (script.ImportedFrom.Length > 0)
        {
            return founded;
        }

        await stages.Play("Neighbours found a group", 3, async step =>
        {
            using var channel = Channels.To(people.ToString(), PeopleService.Descriptor);
            var (tom, amina) = (DemoPeople.Volunteer.Caller, DemoPeople.Resident.Caller);
            var before = await As(channel, tom, vouch).ListMyGroupsAsync(new ListMyGroupsRequest(), cancellationToken: cancellation);
            if (before.Groups.Count >= Enough)
            {
                founded = before.Groups[0].GroupId;
                return;
            }

            var group = await Found(script, As(channel, tom, vouch), cancellation);
            founded = group;
            step();
            await Join(script, As(channel, tom, vouch), As(channel, amina, vouch), group, cancellation);
            step();
            await Report(script, channel, vouch, cancellation);
            step();
        });
        return founded;
    }

    /// <summary>It is called something else later, which stays to be read.</summary>
    private static async Task<string> Found(Script script, PeopleService.PeopleServiceClient tom, CancellationToken cancellation)
    {
        var area = script.Areas[0];
        var group = await tom.CreateGroupAsync(
            new CreateGroupRequest
            {
                RequestId = script.Id("group/found"), Name = $"Friends of {area.Name}", AreaCode = area.Code,
                Description = "We meet on the first Saturday of each month and look after trees and benches.", ShownAs = "Tom Okafor",
                ShowName = true,
            },
            cancellationToken: cancellation);
        await tom.ChangeGroupAsync(
            new ChangeGroupRequest
            {
                RequestId = script.Id("group/change"), GroupId = group.GroupId, Version = 1,
                Name = $"Friends and neighbours of {area.Name}", AreaCode = area.Code,
                Description = "We meet on the first Saturday of each month. We look after trees and benches, and drink tea.",
            },
            cancellationToken: cancellation);
        return group.GroupId;
    }

    private static async Task Join(
        Script script, PeopleService.PeopleServiceClient tom, PeopleService.PeopleServiceClient amina, string groupId,
        CancellationToken cancellation)
    {
        var secret = Asking.SecretOf(script, "group/link");
        await tom.InviteToGroupAsync(
            new InviteToGroupRequest { RequestId = script.Id("group/invite"), GroupId = groupId, Secret = secret },
            cancellationToken: cancellation);
        await amina.AcceptGroupInvitationAsync(
            new AcceptGroupInvitationRequest
            {
                RequestId = script.Id("group/accept"), Secret = secret, ShownAs = "Amina Yusuf", ShowName = true,
            },
            cancellationToken: cancellation);
        var members = await tom.GetGroupMembersAsync(new GetGroupMembersRequest { GroupId = groupId }, cancellationToken: cancellation);
        await tom.AskSignerAsync(
            new AskSignerRequest
            {
                RequestId = script.Id("group/ask"), GroupId = groupId, MemberId = members.Members.First(member => !member.IsYou).MemberId,
            },
            cancellationToken: cancellation);
        await amina.AnswerSignerAsync(
            new AnswerSignerRequest { RequestId = script.Id("group/answer"), GroupId = groupId, Yes = true },
            cancellationToken: cancellation);
    }

    private static async Task Report(Script script, GrpcChannel channel, Func<Caller, string> vouch, CancellationToken cancellation)
    {
        var walker = new Caller("demo-resident-1", "", new HashSet<Access.V1.Role>(), new HashSet<string>());
        var group = await As(channel, walker, vouch).CreateGroupAsync(
            new CreateGroupRequest
            {
                RequestId = script.Id("group/walkers"), Name = "Sunday walkers", Description = "We walk. Boots from 20 pounds.",
                ShownAs = "Joe",
            },
            cancellationToken: cancellation);
        await As(channel, Caller.Nobody, vouch).FlagGroupAsync(
            new FlagGroupRequest
            {
                RequestId = script.Id("group/flag"), GroupId = group.GroupId, Reason = HidingReason.Advertising, Note = "They sell boots.",
            },
            cancellationToken: cancellation);
    }

    private static PeopleService.PeopleServiceClient As(GrpcChannel channel, Caller caller, Func<Caller, string> vouch) =>
        new(channel.For(() => caller.IsSignedIn ? vouch(caller) : null, Patience));
}
