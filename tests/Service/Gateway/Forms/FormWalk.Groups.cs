using System.Text.RegularExpressions;
using Google.Protobuf;
using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>Neighbours found a group, come into it by links, may say yes to money together, and are reported and shown again.</summary>
public sealed partial class FormWalk
{
    private async Task NeighboursFoundAGroup()
    {
        const string founder = "Tomek the frog man";
        var founded = await Table.Fill(volunteer, "/groups/new", "",
        [
            Text("Name", "The pond keepers", "name"), Text("Description", "We look after the frogs of the old pond.", "description"),
            Choice("AreaCode", Elm, "areaCode", Elm, unseen: "the place has another name in another round"),
            Text("ShownAs", founder, "shownMembers"), Tick("ShowName", "shownMembers", founder, founder),
        ], answer => GroupOf(answer.To.Split('?')[0].Split('/')[^1]));
        var id = founded.To.Split('?')[0].Split('/')[^1];
        var (page, members) = ($"/groups/{id}", $"/groups/{id}/members");
        await Table.Fill(volunteer, page + "/change", "",
        [
            Text("Name", "The pond and stream keepers", "name"),
            Text("Description", "Frogs, newts and the stream behind the school.", "description"),
            Choice("AreaCode", Harbour, "areaCode", Harbour, unseen: "the place has another name in another round"),
        ], _ => GroupOf(id), [(anyone, page)]);
        await Table.Fill(volunteer, page + "/add-picture", "",
        [
            Upload("Content", "pond.png", TestPng.Picture(), "picture.width", "3", unseen: "a picture is looked at"),
            Text("AltText", "A frog with a hat", "picture.altText"),
            Unread("EverybodySaidYes", "true", "without it no picture is taken", unseen: "it is not shown"),
        ], _ => GroupOf(id), [(volunteer, page + "/add-picture")]);
        await Table.Fill(anyone, "/groups", "GET",
        [
            Unread("Area", Harbour, "a question stores nothing", "The pond and stream keepers") with { Suggested = "an area" },
            Unread("Search", "POND AND", "a question stores nothing", "The pond and stream keepers"),
        ]);

        await Table.Fill(resident, await Link(), "Accept",
        [
            Text("ShownAs", "Amina of the stream", "shownMembers"),
            Tick("ShowName", "shownMembers", "Amina of the stream", "Amina of the stream"),
        ], _ => GroupOf(id));
        await Table.Fill(anyone, await Link(), "Refuse", [Pressed("invitations", "", Words.Groups.RefusedTitle)], _ => Members());
        await Link();
        await Table.Fill(volunteer, members, "End", [Pressed("invitations", "", unseen: "its line is gone")], _ => Members());

        await Table.Fill(
            volunteer, members, "Ask", [Pressed("members[1].state", "GROUP_MEMBER_STATE_ASKED", Words.Groups.AskedTag)], _ => Members());
        await Table.Fill(
            resident, members, "Answer", [Pressed("members[1].state", "GROUP_MEMBER_STATE_SIGNER", Words.Groups.SignerTag)],
            _ => Members(), of: "Yes=true");
        await Table.Fill(resident, members, "Name",
        [
            Text("ShownAs", "Amina from upstream", "members[1].shownAs"),
            Tick("ShowName", "members[1].showName", "true", "Amina from upstream") with { Suggested = "they ticked it before" },
        ], _ => Members());
        await Table.Fill(
            volunteer, members, "Close", [Pressed("members[0].wantsClose", "true", Words.Groups.CloseSaid)], _ => Members());
        await AGroupIsReportedAndLookedAtTwice(id);
        await Table.Fill(
            volunteer, page + "/add-picture", "Remove", [Pressed("picture", "", Words.Groups.PictureGone)], _ => GroupOf(id));
        await Table.Fill(
            resident, members, "Leave", [Pressed("members[0].shownAs", founder, Words.Groups.LeftTitle)], _ => Members());

        async Task<string> Link()
        {
            var made = await Table.Fill(
                volunteer, members, "Invite",
                [Pressed("invitations.state", "GROUP_INVITATION_STATE_OPEN", Words.Groups.LinkMade)], _ => Members());
            return LinkToJoin().Match(made.Text).Value;
        }

        async Task<IMessage> Members() => await (await People(volunteer)).GetGroupMembersAsync(new() { GroupId = id });
    }

    private async Task AGroupIsReportedAndLookedAtTwice(string id)
    {
        var (page, look) = ($"/groups/{id}", $"/council/hidden/groups/{id}");
        await Table.Fill(anyone, page + "/report", "",
        [
            Choice("Reason", "Advertising", "flags.reason", "HIDING_REASON_ADVERTISING", Words.Hiding.AdvertisingChoice),
            Text("Note", "They only sell frogs.", "flags.note"),
        ], async _ => await (await People(officer)).GetGroupFlagsAsync(new() { GroupId = id }), [(officer, look)]);
        await Table.Fill(officer, look, "",
        [
            Choice("Judgement", "Hide", "hiding.state", "HIDING_STATE_HIDDEN", unseen: "its reason says it"),
            Choice("Reason", "Advertising", "hiding.reason", "HIDING_REASON_ADVERTISING", Words.Hiding.Advertising),
        ], _ => GroupOf(id), [(anyone, page)]);
        await Table.Fill(
            volunteer, page, "Again", [Pressed("hiding.state", "HIDING_STATE_SECOND_LOOK", Words.Hiding.LookAsked)], _ => GroupOf(id),
            [(volunteer, page)]);
        await Table.Fill(second, look, "",
        [
            Choice("Judgement", "Show", "hiding", "", unseen: "it is there again"),
            Unread("Reason", "", "it is shown", unseen: "it is shown") with { Suggested = "it is shown" },
        ], _ => GroupOf(id));
    }

    private async Task<IMessage> GroupOf(string id) => await (await People(volunteer)).GetGroupAsync(new() { GroupId = id });

    [GeneratedRegex("/join-group/[0-9a-f]{40}", RegexOptions.None, 1000)]
    private static partial Regex LinkToJoin();
}
