using System.Text.RegularExpressions;
using Google.Protobuf;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>People keep ideas to finish them later, change them, and write them together.</summary>
public sealed partial class FormWalk
{
    private const string AgainInForm = "the form has it again";

    private string Thought => $"/rounds/{round}/ideas/{ideas["A second thought"]}";

    private async Task PeopleKeepAnIdeaForLater()
    {
        await Table.Fill(volunteer, $"/rounds/{round}/propose", "Keep",
        [
            Text("Title", "A half-made idea", "title", unseen: AgainInForm),
            Text("Words", "It is not finished,\nbecause", "words", unseen: AgainInForm),
            Text("WhoBenefits", "Whoever waits", "whoBenefits", unseen: AgainInForm),
            Choice("AreaCode", Harbour, "areaCode", Harbour, unseen: AgainInForm),
            Pounds("Estimate", "12.50", "estimate.amountMinor", unseen: AgainInForm),
            Text("ShownAs", "Tom the slow", "shownAs", unseen: AgainInForm),
            Text("PlaceWords", "Behind the mill", "place.placeWords", unseen: AgainInForm),
            Text("Latitude", "53.51235", "place.point.latitudeE5", kept: "5351235", unseen: AgainInForm),
            Text("Longitude", "-2.31235", "place.point.longitudeE5", kept: "-231235", unseen: AgainInForm),
            .. NoPhotos(), .. Left("GroupId"),
            Choice("CountsFor", "for-trees-and-birds", "countsFor", "for-trees-and-birds", unseen: AgainInForm),
        ], async answer => await doors.Volunteer.Proposals.GetProposalDraftAsync(
            new() { DraftId = System.Web.HttpUtility.ParseQueryString(answer.To.Split('?')[1])["draft"] }));
        await Table.Fill(volunteer, "/my", "DeleteDraft", [Pressed("drafts", "", unseen: "it is gone")],
            async _ => await doors.Volunteer.Proposals.ListMyProposalDraftsAsync(new()));
    }

    private async Task PeopleWriteTogether()
    {
        await Table.Fill(volunteer, Thought + "/edit", "",
        [
            Text("Title", "A third thought", "title"),
            Text("Words", "We thought again,\nand once more.", "words"),
            Text("WhoBenefits", "Whoever thinks", "whoBenefits"),
            Text("PlaceWords", "Under the third arch", "place.placeWords"),
            Text("Latitude", "53.51236", "place.point.latitudeE5", kept: "5351236", unseen: "it is drawn"),
            Text("Longitude", "-2.31236", "place.point.longitudeE5", kept: "-231236", unseen: "it is drawn"),
        ], answer => Idea(answer.Id));
        var link = await Invited();
        await Table.Fill(resident, link, "Accept", [Text("ShownAs", "Rosa of the walk", "writtenBy")], answer => Idea(answer.Id));
        await Table.Fill(resident, Thought + "/writers", "Leave", [Pressed("writers", "1", unseen: "one name is left")],
            answer => Idea(answer.Id));
        await Table.Fill(anyone, await Invited(), "Refuse", [Pressed("invitations", "", unseen: "it is gone")], _ => Invitations());
        await doors.Volunteer.Proposals.InviteAuthorAsync(new()
        {
            RequestId = Guid.NewGuid().ToString(), RoundId = round, ProposalId = ideas["A second thought"], Secret = new string('7', 40),
        });
        await Table.Fill(volunteer, Thought + "/writers", "End", [Pressed("invitations", "", unseen: "it is gone")], _ => Invitations());
    }

    private Task<Answer> ANoteIsAdded() => Table.Fill(volunteer, $"/rounds/{round}/ideas/{ideas[ToWin[0].Title]}", "Note",
        [Text("Note", "The school will lend us a drill.", "notes.words")], _ => Idea(ideas[ToWin[0].Title]));

    /// <summary>A link that works once, as the page shows it once.</summary>
    private async Task<string> Invited()
    {
        var made = await Table.Fill(volunteer, Thought + "/writers", "Invite",
            [Pressed("invitations.roundId", round, unseen: "its link is shown")], _ => Invitations());
        return Regex.Match(made.Text, "/join/[0-9a-f]{40}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
    }

    private async Task<IMessage> Invitations() => await doors.Volunteer.Proposals.GetAuthorInvitationsAsync(
        new() { RoundId = round, ProposalId = ideas["A second thought"] });
}
