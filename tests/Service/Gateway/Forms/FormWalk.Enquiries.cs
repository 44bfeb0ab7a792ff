using Google.Protobuf;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>Somebody asks about an idea, its proposer and an officer answer; it is thanked for, reported, hidden and taken back.</summary>
public sealed partial class FormWalk
{
    private async Task PeopleAskAboutAnIdea()
    {
        var idea = ideas[ToWin[0].Title];
        var page = $"/rounds/{round}/ideas/{idea}/questions";
        await Table.Fill(resident, page, "",
        [
            Text("Words", "Who paints the bench\nin spring?", "enquiries.words"),
            Text("ShownAs", "Rosa of the corner", "enquiries.shownAs"),
            Tick("ForCouncil", "enquiries.forCouncil", seen: Words.Enquiries.WantsCouncil),
        ], async _ => await doors.Anyone.Proposals.ListEnquiriesAsync(new() { RoundId = round, ProposalId = idea }));
        var asked = (await doors.Anyone.Proposals.ListEnquiriesAsync(new() { RoundId = round, ProposalId = idea })).Enquiries
            .Single(one => one.ShownAs == "Rosa of the corner").EnquiryId;
        var (own, look) = ($"{page}/{asked}", $"/council/hidden/questions/{asked}");
        await Table.Fill(
            volunteer, own, "Answer", [Text("Words", "My cousin paints it.\nHe is good at it.", "answers.words")], _ => Enquiry());
        await Table.Fill(officer, own, "Answer", [Text("Words", "We pay for the paint.", "answers.words")], _ => Enquiry());
        await Table.Fill(
            resident, own, "Thanks", [Pressed("answers.thanked", "true", unseen: "it is said with the name")], _ => Enquiry());
        await Table.Fill(anyone, own + "/report", "",
        [
            Choice("Reason", "Advertising", "flags.reason", "HIDING_REASON_ADVERTISING", Words.Hiding.AdvertisingChoice),
            Text("Note", "She sells\nnothing but paint.", "flags.note"),
        ], async _ => await doors.Officer.Proposals.GetEnquiryFlagsAsync(new() { EnquiryId = asked }), [(officer, look)]);
        await Table.Fill(officer, look, "",
        [
            Choice("Judgement", "Hide", "hiding.state", "HIDING_STATE_HIDDEN", unseen: "its reason says it"),
            Choice("Reason", "Advertising", "hiding.reason", "HIDING_REASON_ADVERTISING", Words.Hiding.Advertising),
        ], _ => Enquiry(), [(anyone, own)]);
        await Table.Fill(resident, own, "Again",
            [Pressed("hiding.state", "HIDING_STATE_SECOND_LOOK", Words.Hiding.LookAsked)], _ => Enquiry(), [(resident, own)]);
        await Table.Fill(second, look, "",
        [
            Choice("Judgement", "Show", "hiding", "", unseen: "it is there again"),
            Unread("Reason", "", "it is shown", unseen: "it is shown") with { Suggested = "it is shown" },
        ], _ => Enquiry());
        await Table.Fill(resident, own, "TakeBack", [Pressed("takenBack", "true", Words.Enquiries.Gone)], _ => Enquiry());

        async Task<IMessage> Enquiry() => await doors.Anyone.Proposals.GetEnquiryAsync(new() { EnquiryId = asked });
    }
}
