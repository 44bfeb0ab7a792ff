using Google.Protobuf;
using Participatory.Proposals.V1;
using Participatory.Standalone.Demo;
using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>People propose and support; an officer says what can be done and what it costs.</summary>
public sealed partial class FormWalk
{
    /// <summary>What wins, with what it costs: each goes another way afterwards.</summary>
    private static readonly (string Title, long Pounds)[] ToWin =
    [
        ("A bench by the pond", 850), ("A repair café", 3_200), ("Lights on the path", 7_300), ("A book swap", 640),
        ("A tool library", 710), ("A swift walk", 720),
    ];

    private readonly Dictionary<string, string> ideas = new(StringComparer.Ordinal);

    private async Task PeoplePropose()
    {
        await Decide("OpenIdeas", "Enough has been heard.", "");
        var sent = await Table.Fill(volunteer, $"/rounds/{round}/propose", "",
        [
            Text("Title", ToWin[0].Title, "title"),
            Text("Words", "My mum can walk again.\n<b>Arms</b> to push up from & a back.", "words"),
            Text("WhoBenefits", "Older neighbours,\nand who carries shopping", "whoBenefits"),
            Choice("AreaCode", Elm, "areaCode", Elm, "Elm Park"),
            Pounds("Estimate", "848.50", "estimate.amountMinor"),
            Text("ShownAs", "Tom of Mill Lane", "shownAs"),
            Text("PlaceWords", "Beside the old willow", "place.placeWords"),
            Text("Latitude", "53.51234", "place.point.latitudeE5", kept: "5351234", unseen: "it is drawn"),
            Text("Longitude", "-2.31234", "place.point.longitudeE5", kept: "-231234", unseen: "it is drawn"),
            .. NoPhotos(),
            Choice("GroupId", lamps, "groupId", lamps, Lamps),
            Choice("CountsFor", "for-trees-and-birds", "countsFor", "for-trees-and-birds", unseen: "the rules of the money say it"),
        ], answer => Idea(answer.Id));
        ideas[ToWin[0].Title] = sent.Id;
        foreach (var (title, pounds) in ToWin[1..])
        {
            ideas[title] = await Proposed(doors.Volunteer, title, pounds);
        }

        ideas["A mural"] = await Proposed(doors.Resident(1), "A mural", 40);
        ideas["A roundabout"] = await Proposed(doors.Resident(2), "A roundabout", 50);
        ideas["A second thought"] = await Proposed(doors.Volunteer, "A second thought", 60);
        ideas["A jetty"] = await Proposed(doors.Resident(3), "A jetty", 70, Harbour);
    }

    /// <summary>An idea that is sent without photos.</summary>
    private static IEnumerable<Typed> NoPhotos() =>
        Enumerable.Range(1, 4).SelectMany(n => Left($"Photo{n}").Concat(Left($"Alt{n}"))).Concat(Left("EverybodySaidYes"));

    private async Task IdeasHavePicturesAndSupporters()
    {
        var page = $"/rounds/{round}/ideas/{ideas[ToWin[0].Title]}";
        var ofResident = await DoorOf(resident);
        await Table.Fill(volunteer, page + "/add-photo", "",
        [
            Upload("Content", "bench.jpg", TestJpeg.Picture(), "photo.mediaType", "image/jpeg", unseen: "a picture is looked at"),
            Text("AltText", "A bench in the sun", "photo.altText"),
            Typed.Unread("EverybodySaidYes", "true", "without it no picture is taken", unseen: "it is not kept"),
        ], answer => Idea(answer.Id));
        await Table.Fill(volunteer, page, "RemovePhoto", [Pressed("photo", "", unseen: "it is gone")], answer => Idea(answer.Id));
        await Table.Fill(volunteer, page + "/add-photo", "",
        [
            Upload("Content", "bench.jpg", TestJpeg.Picture(), "photo.mediaType", "image/jpeg", unseen: "a picture is looked at"),
            Text("AltText", "A bench in the rain", "photo.altText"),
            Typed.Unread("EverybodySaidYes", "true", "without it no picture is taken", unseen: "it is not kept"),
        ], answer => Idea(answer.Id));
        await AnIdeaIsReportedAndLookedAtTwice(page, ideas[ToWin[0].Title]);
        await Table.Fill(officer, $"/council/rounds/{round}/ideas/{ideas[ToWin[0].Title]}", "TakePhoto",
            [Text("PhotoReason", "A child who did not say yes is in it.", "photoTakenAway.reason")], answer => Idea(answer.Id),
            [(volunteer, page)]);
        await Table.Fill(resident, page, "Support",
            [Pressed("supportedByMe", "true", Words.Ideas.Supported)], async answer => await ofResident.Proposals.GetProposalAsync(
                new() { RoundId = round, ProposalId = answer.Id }));
        await Table.Fill(resident, page, "WithdrawSupport",
            [Pressed("supportedByMe", "false", Words.Ideas.Support)], async answer => await ofResident.Proposals.GetProposalAsync(
                new() { RoundId = round, ProposalId = answer.Id }));
        await Table.Fill(volunteer, $"/rounds/{round}/ideas/{ideas["A second thought"]}", "TakeBack",
            [Pressed("state", "PROPOSAL_STATE_WITHDRAWN", Words.Ideas.TakenBack)], answer => Idea(answer.Id));
        await Table.Fill(anyone, $"/rounds/{round}/ideas", "GET",
            [Typed.Unread("Area", Harbour, "a question stores nothing", "Harbour Side") with { Suggested = "an area" }, .. NotAsked()],
            shown: [(anyone, $"/rounds/{round}/ideas?Area={Harbour}")]);
    }

    private async Task AnOfficerSaysWhatCanBeDone()
    {
        await Decide("CloseIdeas", "The time for ideas is over.", "");
        var council = $"/council/rounds/{round}/ideas";
        await Table.Fill(officer, council, "GET",
        [
            Typed.Unread("Show", "All", "a question stores nothing", Words.Valuing.All),
            Typed.Unread("Area", Elm, "a question stores nothing", "Elm Park") with { Suggested = "an area" },
        ], shown: [(officer, $"{council}?Show=All&Area={Elm}")]);
        await Table.Fill(officer, $"{council}/{ideas[ToWin[0].Title]}", "",
        [
            Choice("Valuation", "yes", "state", "PROPOSAL_STATE_FEASIBLE", unseen: "its cost says it"),
            Pounds("Cost", "850", "valuation.cost.amountMinor"),
            Typed.Unread("InfeasibleReason", "", "it can be done", unseen: "it can be done") with { Suggested = "it can be done" },
            Text("Note", "With arms, and a back.", "valuation.note"),
        ], _ => Idea(ideas[ToWin[0].Title]), [(anyone, $"/rounds/{round}/ideas/{ideas[ToWin[0].Title]}")]);
        await Table.Fill(officer, $"{council}/{ideas["A roundabout"]}", "",
        [
            Choice("Valuation", "no", "state", "PROPOSAL_STATE_INFEASIBLE", Words.Ideas.CannotBeDone),
            Typed.Unread("Cost", "", "it cannot be done", unseen: "it cannot be done") with { Suggested = "it cannot be done" },
            Text("InfeasibleReason", "That junction is the county's.\nWe have asked them.", "valuation.infeasibleReason"),
            Text("Note", "A yellow box, perhaps.", "valuation.note"),
        ], _ => Idea(ideas["A roundabout"]), [(anyone, $"/rounds/{round}/ideas/{ideas["A roundabout"]}")]);
        var rest = ToWin[1..].Select(one => (Id: ideas[one.Title], one.Pounds)).Append((Id: ideas["A mural"], Pounds: 45))
            .Append((Id: ideas["A jetty"], Pounds: 77)).ToList();
        await Table.Fill(officer, council, "",
        [
            .. rest.SelectMany(one => (Typed[])
            [
                Tick("Chosen", "proposals.state", "PROPOSAL_STATE_FEASIBLE", unseen: "its cost says it", value: one.Id),
                Pounds($"Costs[{one.Id}]", $"{one.Pounds}.00", "proposals.valuation.cost.amountMinor") with
                    { Suggested = "as was estimated", Seen = $"£{one.Pounds:N0}" },
            ]),
        ], async _ => await doors.Anyone.Proposals.ListProposalsAsync(new() { RoundId = round, PageSize = 50 }),
            [.. rest.Select(one => (anyone, $"/rounds/{round}/ideas/{one.Id}"))]);
        await Table.Fill(officer, $"/council/rounds/{round}/rules", "Mark",
        [
            Choice("Idea", ideas["A mural"], "marks.projectId", ideas["A mural"], "A mural"),
            Choice("Mark", "for-young-people", "marks.mark", "for-young-people", "For young people"),
        ], async _ => await doors.Officer.Grants.GetMoneyRulesAsync(new() { RoundId = round }));
    }

    private async Task<IMessage> Idea(string id) =>
        await doors.Volunteer.Proposals.GetProposalAsync(new() { RoundId = round, ProposalId = id });

    private async Task<string> Proposed(Door who, string title, long pounds, string area = Elm) =>
        (await who.Proposals.CreateProposalAsync(new()
        {
            RequestId = Guid.NewGuid().ToString(),
            Proposal = new()
            {
                RoundId = round, AreaCode = area, Title = title, Words = $"{title}, so that we meet.",
                Estimate = new() { AmountMinor = pounds * 100, Currency = "GBP" },
            },
        })).ProposalId;
}
