using Google.Protobuf;
using Participatory.Proposals.V1;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>Two ideas are joined and split again: an officer says that they belong together, and their proposers decide.</summary>
public sealed partial class FormWalk
{
    private async Task TwoIdeasAreJoinedAndSplitAgain()
    {
        var ofResident = (await DoorOf(resident)).Proposals;
        var ofVolunteer = doors.Volunteer.Proposals;
        var ramp = await Proposed(doors.Volunteer, "A ramp to the hall", 30);
        var rail = await Proposed(await DoorOf(resident), "A rail beside the hall", 20);
        var (page, theirs) = ($"/rounds/{round}/ideas/{ramp}/joining", $"/rounds/{round}/ideas/{rail}/joining");
        await Table.Fill(officer, $"/council/rounds/{round}/desk/{ramp}", "Hint",
        [
            Text("OtherProposalId", rail, "joinings.proposalId", unseen: "the two sides see it") with { Suggested = "an idea" },
            Text("Reason", "Both are for\nthe door of the hall.", "joinings.words", unseen: "the two sides read it"),
        ], async _ => await ofVolunteer.ListJoiningsAsync(new() { RoundId = round, ProposalId = ramp }));
        await Table.Fill(volunteer, page, "GET",
            [Unread("With", rail, "a question stores nothing", "A rail beside the hall") with { Suggested = "an idea" }],
            shown: [(volunteer, $"{page}?With={rail}")]);
        var sent = await Table.Fill(volunteer, $"{page}?With={rail}", "",
        [
            Text("Title", "A ramp with a rail", "title"),
            Text("Words", "One way in for all,\nwith something to hold.", "words"),
            Text("WhoBenefits", "Whoever comes on wheels,\nor with a stick", "whoBenefits"),
            Choice("CarriedBy", rail, "carriedBy", rail, Words.Joinings.CarriedThem),
        ], answer => Said(answer.Id));
        await Table.Fill(volunteer, $"{page}/{sent.Id}", "TakeBack",
            [Pressed("state", "JOINING_STATE_ENDED", Words.Joinings.StateEnded)], _ => Said(sent.Id));
        var again = (await Suggest(ofVolunteer, ramp, rail)).JoiningId;
        await Table.Fill(resident, $"{theirs}/{again}", "Refuse",
            [Pressed("state", "JOINING_STATE_REFUSED", Words.Joinings.StateRefused)], _ => Said(again));
        var asked = (await Suggest(ofResident, rail, ramp)).JoiningId;
        await Table.Fill(volunteer, $"{page}/{asked}", "Accept",
            [Pressed("state", "JOINING_STATE_ACCEPTED", "Ramp and rail")], _ => Said(asked));
        var common = (await ofVolunteer.GetJoiningAsync(new() { JoiningId = asked })).CommonProposalId;
        var split = await Table.Fill(volunteer, $"/rounds/{round}/ideas/{common}/joining", "Split",
            [Pressed("kind", "JOINING_KIND_SPLIT", Words.Joinings.SplitPageTitle)], answer => Said(answer.Id));
        await ofResident.AcceptJoiningAsync(new() { RequestId = Guid.NewGuid().ToString(), JoiningId = split.Id });
        await ofVolunteer.WithdrawProposalAsync(new() { RequestId = Guid.NewGuid().ToString(), RoundId = round, ProposalId = ramp });
        await ofResident.WithdrawProposalAsync(new() { RequestId = Guid.NewGuid().ToString(), RoundId = round, ProposalId = rail });

        async Task<IMessage> Said(string id) => await ofVolunteer.GetJoiningAsync(new() { JoiningId = id });

        async Task<Joining> Suggest(ProposalsService.ProposalsServiceClient who, string own, string other) =>
            await who.SuggestJoiningAsync(new()
            {
                RequestId = Guid.NewGuid().ToString(), RoundId = round, ProposalId = own, OtherProposalId = other,
                Title = "Ramp and rail", Words = "Both, so that nobody falls.", CarriedBy = own,
            });
    }
}
