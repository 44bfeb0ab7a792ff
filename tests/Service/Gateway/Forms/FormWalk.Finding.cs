using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>An officer names topics; people look for ideas, before they send one in as well.</summary>
public sealed partial class FormWalk
{
    private const string Asked = "a question stores nothing";

    private async Task TopicsAreNamedAndIdeasFound()
    {
        await Table.Fill(officer, Council + "/topics", "",
        [
            Text("Names[0]", "Play of the walk", "topics[0].name", unseen: "people choose it from a list"),
            Text("Names[1]", "Water of the walk", "topics[1].name", unseen: "people choose it from a list"),
            .. Enumerable.Range(2, 10).SelectMany(at => Left($"Names[{at}]")),
        ], async _ => await doors.Anyone.Proposals.GetTopicsAsync(new() { RoundId = round }));
        var topics = (await doors.Anyone.Proposals.GetTopicsAsync(new() { RoundId = round })).Topics;
        var areas = $$$"""
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"{{{Elm}}}"},"geometry":{"type":"Polygon",
            "coordinates":[[[-2.3,53.5],[-2.2,53.5],[-2.2,53.6],[-2.3,53.5]]]}}]}
            """;
        await Table.Fill(officer, Council + "/areas-on-map", "",
        [
            Unread("Content", "areas.geojson", "it is only looked at", "Elm Park") with
                { File = System.Text.Encoding.UTF8.GetBytes(areas) },
        ]);
        await Table.Fill(anyone, $"/rounds/{round}/ideas", "GET",
        [
            Unread("Search", "repair caf", Asked, "A repair café"), .. Left("Area"), .. Left("Priority"), .. Left("Topic"),
            Unread("State", "Open", Asked, unseen: "a choice") with { IsChoice = true },
            Unread("Order", "MostSupported", Asked, unseen: "a choice") with { IsChoice = true }, .. Left("Near"),
        ]);
        await Table.Fill(anyone, $"/rounds/{round}/ideas", "GET",
        [
            .. Left("Search"), .. Left("Area"), .. Left("Priority"), .. Left("State"), .. Left("Order"),
            Unread("Near", "53.51237, -2.31237", Asked, unseen: "it stands in the form still"),
            Unread("Topic", topics[0].TopicId, Asked, unseen: "no idea is about it yet") with { IsChoice = true },
        ]);
        await Table.Fill(anyone, "/search", "GET",
            [Unread("Search", "swift wal", Asked, "A swift walk"), .. Left("Area"), .. Left("Stage"), .. Left("State"),
                .. Left("Order")]);
        await Table.Fill(anyone, "/search", "GET",
        [
            .. Left("Search"), Unread("Area", Elm, Asked, unseen: "a choice") with { IsChoice = true },
            Unread("Stage", "Accepting", Asked, unseen: "a choice") with { IsChoice = true },
            Unread("State", "Feasible", Asked, unseen: "a choice") with { IsChoice = true },
            Unread("Order", "Newest", Asked, unseen: "a choice") with { IsChoice = true },
        ]);
        var decided = (await doors.Anyone.Proposals.ListChoicesAsync(new() { RoundId = round, PageSize = 50 })).Choices;
        var priority = decided.SelectMany(choice => choice.Themes).First(theme => theme.Rank > 0).PriorityId;
        const string Kept = "it stands in the form still";
        await Table.Fill(volunteer, $"/rounds/{round}/propose", "Similar",
        [
            Unread("Title", "Swifts that walk", "it is asked for only", unseen: Kept),
            Unread("Words", "A swift is a bird.", "it is asked for only", unseen: Kept),
            Unread("PriorityIds", priority, "it is asked for only", unseen: Kept) with { IsChoice = true },
            Unread("TopicIds", topics[1].TopicId, "it is asked for only", unseen: Kept) with { IsChoice = true },
            .. Left("WhoBenefits"), .. Left("AreaCode"), .. Left("Estimate"), .. Left("ShownAs"), .. Left("CountsFor"),
            .. Left("PlaceWords"), .. Left("Latitude"), .. Left("Longitude"), .. NoPhotos(), .. Left("GroupId"),
        ]);
        await AnIdeaIsSentAfterALook();
    }

    /// <summary>What else the list of ideas can be asked for.</summary>
    private static Typed[] NotAsked() => [.. Left("Search"), .. Left("State"), .. Left("Order"), .. Left("Near")];
}
