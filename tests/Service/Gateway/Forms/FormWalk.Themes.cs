using Google.Protobuf;
using Participatory.Proposals.V1;
using Participatory.Standalone.Demo;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>Two people sort what was said, and an officer names, changes, publishes and deletes themes.</summary>
public sealed partial class FormWalk
{
    private async Task PeopleSortAndThemesAreNamed()
    {
        await Table.Fill(officer, Council + "/sorting", "Open",
        [
            Choice("AreaCode", "", "sorts.areaCode", "", unseen: "said as all areas") with { Suggested = "the whole round" },
        ], _ => Sorts());
        var sort = (await doors.Anyone.Proposals.ListCardSortsAsync(new() { RoundId = round })).Sorts[^1].SortId;
        var cards = (await doors.Anyone.Proposals.GetCardsAsync(new() { SortId = sort })).Cards;
        await Table.Fill(volunteer, $"/rounds/{round}/sorting/{sort}", "",
        [
            Text("Names", "Things to hold on to", "piles.name", unseen: "its field and the lists have it"),
            Choice("Places", "1", "piles.voiceIds", cards[0].VoiceId, unseen: "the list has it"),
            Choice("Places", "1", "piles.voiceIds", cards[1].VoiceId, unseen: "the list has it"),
        ], async _ => await doors.Volunteer.Proposals.GetMyPilesAsync(new() { SortId = sort }));
        foreach (var door in (Door[])[doors.Officer, doors.Resident(1)])
        {
            await door.Proposals.SortCardsAsync(new()
            {
                RequestId = Guid.NewGuid().ToString(), SortId = sort,
                Piles = { new Pile { Name = "Things to hold on to", VoiceIds = { cards.Take(2).Select(card => card.VoiceId) } } },
            });
        }

        await Table.Fill(officer, Council + "/sorting", "Close",
            [Pressed("sorts.closedBy", "Grace Bell, neighbourhood officer", unseen: "said with its day")], _ => Sorts());
        var question = await QuestionOf("What would you keep");
        foreach (var words in (string[])["The pond, and who looks after it.", "The bench where you can see the boats."])
        {
            await doors.Volunteer.Proposals.SayVoiceAsync(new()
            {
                RequestId = Guid.NewGuid().ToString(),
                Voice = new()
                {
                    QuestionId = question, AreaCode = Elm, Words = words, Language = "en", Audience = VoiceAudience.WithoutName,
                },
            });
        }

        await Table.Fill(officer, Council + "/sorting", "Open",
            [Choice("AreaCode", Elm, "sorts.areaCode", Elm, unseen: "said by its name")], _ => Sorts());
        Assert.Contains("Things to hold on to", await anyone.Read($"/rounds/{round}/sorting/{sort}/result"), StringComparison.Ordinal);

        await AThemeThatIsNoSentenceIsMeant($"{Council}/themes/name?sort={sort}", cards[0].VoiceId);
        await Table.Fill(officer, $"{Council}/themes/name?sort={sort}", "",
        [
            Choice("VoiceIds", cards[0].VoiceId, "voiceIds", cards[0].VoiceId, unseen: "its page has its words"),
            Text("Statement", "I find what I know where I left it", "statement"),
            Text("FewReason", "Both said it\nwith the same face.", "fewReason", unseen: "said in a sentence"),
        ], _ => Newest());
        var theme = (Theme)await Newest();
        await Table.Fill(officer, $"{Council}/themes/{theme.ThemeId}", "",
        [
            Choice("VoiceIds", cards[0].VoiceId, "voiceIds", cards[0].VoiceId, unseen: "its page has its words")
                with { Suggested = "as before" },
            Choice("VoiceIds", cards[1].VoiceId, "voiceIds", cards[1].VoiceId, unseen: "its page has its words"), .. EveryVoice(),
            Text("Statement", "I find the old things where I left them", "statement"),
            Text("FewReason", "They looked at\neach other and laughed.", "fewReason", unseen: "said in a sentence"),
        ], _ => Newest());
        await VoicesAreLookedFor($"{Council}/themes/{theme.ThemeId}", "POND looks", [], [.. Left("VoiceIds")]);
        await Table.Fill(officer, Council + "/themes", "Publish",
            [Pressed("publishedBy", "Grace Bell, neighbourhood officer", unseen: "said with its day")], _ => Newest(),
            of: $"Theme={theme.ThemeId}");
        await Table.Fill(anyone, $"/rounds/{round}/themes", "GET",
        [
            Unread("Area", Harbour, "a question stores nothing", "I find the old things where I left them") with { Suggested = "an area" },
        ]);
        Assert.Contains(cards[0].Words, await anyone.Read($"/rounds/{round}/themes/{theme.ThemeId}"), StringComparison.Ordinal);

        await VoicesAreLookedFor(
            Council + "/themes/name", "pond AFTER", [.. Left("AreaCode")],
            [Unread("VoiceIds", "", "nothing is saved", unseen: "nothing is saved") with { Suggested = "none yet" }]);
        await Table.Fill(officer, Council + "/themes/name", "",
        [
            .. EveryVoice(),
            Choice("VoiceIds", cards[1].VoiceId, "voiceIds", cards[1].VoiceId, unseen: "its page has its words"),
            Text("Statement", "I read a book in the warm", "statement"),
            Text("FewReason", "It was said\nso well.", "fewReason", unseen: "said in a sentence"),
            Choice("AreaCode", cards[1].AreaCode, "areaCode", cards[1].AreaCode, unseen: "said in a sentence"),
        ], _ => Newest());
        await AThemeIsSavedAfterALook(cards[1]);
        await Table.Fill(officer, Council + "/themes", "Delete",
            [Pressed("quoted", "2", Words.CouncilThemes.DeletedTitle)], _ => Newest(), of: $"Theme={((Theme)await Newest()).ThemeId}");
    }

    /// <summary>An officer looks through every voice, and what is typed stays.</summary>
    private Task<Answer> VoicesAreLookedFor(string page, string search, Typed[] area, Typed[] chosen) => Table.Fill(officer, page, "Look",
    [
        Unread("Search", search, "a question stores nothing", "The pond, and who looks after it."), .. area, .. chosen,
        .. Left("Statement"), .. Left("FewReason"),
    ], button: "To=");

    private static Typed[] EveryVoice() =>
        [Unread("Search", "", "a question stores nothing", unseen: "a question stores nothing") with { Suggested = "every voice" }];

    /// <summary>It is refused with an example, and then there is a box to say that it is meant.</summary>
    private async Task AThemeThatIsNoSentenceIsMeant(string page, string voice)
    {
        var opened = await officer.Open(page);
        var form = opened.QuerySelectorAll("form").OfType<AngleSharp.Html.Dom.IHtmlFormElement>().Single(one => one.Method == "post"
            && one.QuerySelector("[name=Statement]") is not null);
        Assert.Null(form.QuerySelector("[name=OnPurpose]"));
        List<(string, string, byte[]?)> fields =
        [
            .. Typist.Hidden(form).Select(field => (field.Name, field.Value, (byte[]?)null)), ("VoiceIds", voice, null),
            ("Statement", "The pond", null), ("FewReason", "It is the pond.", null),
        ];
        var refused = await officer.Send(page, fields, isMultipart: false);
        Assert.Contains("begin with", refused.Text, StringComparison.Ordinal);
        Assert.Contains("name=\"OnPurpose\"", refused.Text, StringComparison.Ordinal);
        var named = await officer.Send(page, [.. fields, ("OnPurpose", "true", null)], isMultipart: false);
        Assert.Equal(Council + "/themes", named.Path);
        await doors.Officer.Proposals.DeleteThemeAsync(
            new() { RequestId = Guid.NewGuid().ToString(), ThemeId = ((Theme)await Newest()).ThemeId });
    }

    private async Task<IMessage> Sorts() => await doors.Anyone.Proposals.ListCardSortsAsync(new() { RoundId = round, PageSize = 10 });

    /// <summary>The theme that was named last, with its voices.</summary>
    private async Task<IMessage> Newest() => await doors.Officer.Proposals.GetThemeAsync(new()
    {
        ThemeId = (await doors.Officer.Proposals.ListThemesForCouncilAsync(new() { RoundId = round, PageSize = 100 })).Themes[^1].ThemeId,
    });
}
