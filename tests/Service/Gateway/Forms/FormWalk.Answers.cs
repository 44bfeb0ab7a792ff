using Google.Protobuf;
using Participatory.Accountability.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>The council promises and replies, people say how it was, and what everybody has to do with their own account.</summary>
public sealed partial class FormWalk
{
    private async Task TheCouncilPromises()
    {
        var page = Council + "/promises";
        await Promise("Mend the gate at Mill Lane", "Highways team of the walk", "2027-06-15", Elm, "Elm Park");
        await Promise("Ask the county for a yellow box", "Neighbourhood team of the walk", "2027-07-16", "", "");
        await Table.Fill(officer, $"{page}/{await IdOf("Mend the gate")}", "Keep",
            [Pressed("commitments.state", "COMMITMENT_STATE_KEPT", Words.Answering.StateKept)], _ => Promises());
        await Table.Fill(officer, $"{page}/{await IdOf("Ask the county")}", $"{page}/{await IdOf("Ask the county")}?handler=Break",
            [Text("Reason", "The county has said no.", "commitments.reason")], _ => Promises(), [(anyone, $"/rounds/{round}/promises")]);
        await Table.Fill(anyone, $"/rounds/{round}/promises", "GET",
            [Typed.Unread("Area", Harbour, "a question stores nothing", "Harbour Side") with { Suggested = "an area" }]);
        await Table.Fill(anyone, $"/rounds/{round}/you-said", "GET",
            [Typed.Unread("Area", Harbour, "a question stores nothing", "Harbour Side") with { Suggested = "an area" }]);

        Task Promise(string what, string who, string due, string area, string seen) => Table.Fill(officer, page, "",
        [
            Text("What", what, "commitments.title"), Text("Who", who, "commitments.role"),
            Day("Due", due, "commitments.dueTime", last: true),
            Choice("Area", area, "commitments.areaCode", area, seen, area.Length > 0 ? "the area is the round's own list" : "for everybody")
                with { Suggested = area.Length > 0 ? "" : "the whole round" },
        ], _ => Promises());
        async Task<IMessage> Promises() =>
            await doors.Officer.Accountability.ListCommitmentsAsync(new() { RoundId = round, PageSize = 100 });
        async Task<string> IdOf(string begins) => (await doors.Officer.Accountability.ListCommitmentsAsync(
            new() { RoundId = round, PageSize = 100 })).Commitments.Single(one => one.Title.StartsWith(begins, StringComparison.Ordinal))
            .CommitmentId;
    }

    private async Task AFunderGetsAPage()
    {
        await Table.Fill(officer, Council + "/funders", "Make",
            [Text("Funder", "The Lottery, for its own page", "links.funder")], _ => Links());
        await Table.Fill(officer, Council + "/funders", "End",
            [Pressed("links.funder", "The Lottery, for its own page", unseen: "said with its day")], _ => Links());

        async Task<IMessage> Links() => await doors.Officer.Accountability.ListFunderLinksAsync(new() { RoundId = round, PageSize = 100 });
    }

    private async Task PeopleSayHowItWas()
    {
        var page = $"/my/steps/{round}/{ideas[Bench]}/proposing";
        var crowd = await doors.Volunteer.Accountability.ListMyStepsAsync(new() { RoundId = round, PageSize = 200 });
        foreach (var step in crowd.Steps.Where(step => step.Step == Step.Proposing && step.ProjectId != ideas[Bench]))
        {
            await doors.Volunteer.Accountability.SendScoreAsync(new()
            {
                RequestId = Guid.NewGuid().ToString(), RoundId = round, ProjectId = step.ProjectId, Step = step.Step,
                Score = new() { ListenedTo = 5, Trusted = 5, Equal = 5, WorthOurTime = 5 },
            });
        }

        await Table.Fill(volunteer, page, "",
        [
            Choice("ListenedTo", "1", "steps[0].points[0].counts[0]", "1", unseen: "a picture shows it"),
            Choice("Trusted", "2", "steps[0].points[1].counts[1]", "1", unseen: "a picture shows it"),
            Choice("Equal", "3", "steps[0].points[2].counts[2]", "1", unseen: "a picture shows it"),
            Choice("WorthOurTime", "4", "steps[0].points[3].counts[3]", "1", unseen: "a picture shows it"),
            Text("Why", "The form asked it twice.\nAnd again.", "steps[0].remarks.why"),
            Text("ShownAs", "One of the bench", "steps[0].remarks.shownAs"),
        ], async _ => await doors.Anyone.Accountability.GetRelationshipAsync(new() { RoundId = round }),
            [(anyone, $"/rounds/{round}/with-us")]);
        await Table.Fill(volunteer, page + "/minutes", "", [Text("Minutes", "57", "minutes")],
            async _ => await doors.Anyone.Accountability.GetTimeAskedAsync(new() { RoundId = round }),
            [(anyone, $"/rounds/{round}/with-us")]);
        await Table.Fill(officer, Council + "/replies", "",
        [
            Choice("Step", "proposing", "steps[0].step", "STEP_PROPOSING", unseen: "the reply stands under it"),
            Text("Reply", "We have taken the second question out.", "steps[0].replies.words"),
        ], async _ => await doors.Anyone.Accountability.GetRelationshipAsync(new() { RoundId = round }));
        await Table.Fill(resident, $"/my/about/{round}", "",
        [
            .. ((string[])["Age", "Disability", "Gender", "FirstTime", "Home", "Ethnicity", "Language"]).Select(
                field => Typed.Unread(
                    field, "not-said", "what one person said of themselves is given back to nobody", unseen: "as above") with
                {
                    IsChoice = true,
                }),
        ], shown: []);
    }

    private async Task PeopleSettleTheirAccounts()
    {
        await Table.Fill(officer, "/my/emails", "",
        [
            Typed.Tick("Work", "work", "false", unseen: "not ticked") with { Value = "", Suggested = "taken away" },
            Tick("Support", "support", seen: "[Support=true]"),
        ], async _ => await (await People(officer)).GetMailChoicesAsync(new()), [(officer, "/my/emails")]);
        await AdministratorsSayWhoWorksHere();
        await Arrive("resident").SignIn();
        await Table.Fill(resident, "/my/sessions", "", [Typed.Unread("", "", "the visit is over", Words.MySessions.EndedTitle)]);
        await Table.Fill(resident, "/my/language", "",
            [Typed.Unread("Language", System.Globalization.CultureInfo.GetCultureInfo(LanguageFile.MadeUp).Name,
                "only the gateway may ask who somebody is", "⟦")]);
        await Table.Fill(
            await ByEmail("leaver@example.org"), "/my/forget", "",
            [Typed.Unread("", "", "there is nobody any more", Words.Forget.DoneTitle)]);
        await Table.Fill(second, "/sign-in/other", "", [Typed.Unread("", "", "the visit is over", Words.SignIn.SendCode)]);
        await Table.Fill(second, "/start", "",
            [Typed.Unread("", "", "somebody looks around", unseen: "nobody is named")], of: "person=nobody");
        await Table.Fill(finance, "/my", "/sign-out?handler=Everywhere", [Typed.Unread("", "", "every visit is over", Words.Site.SignIn)]);
        await Table.Fill(officer, "/my", "/sign-out", [Typed.Unread("", "", "the visit is over", Words.Site.SignIn)]);
        var sent = await Table.Fill(anyone, "/sign-in", "",
            [Typed.Unread("Email", "anew@example.org", "the next page has it")]);
        await Table.Fill(anyone, sent.To, "/sign-in/code?handler=Anew", [Typed.Unread("", "", "a code is used once", "anew@example.org")]);
    }
}
