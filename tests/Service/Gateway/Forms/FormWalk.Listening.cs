using Google.Protobuf;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>An officer asks, people answer, a listener writes down and reads out, and a voice is reported, hidden and taken back.</summary>
public sealed partial class FormWalk
{
    private async Task TheCouncilAsks()
    {
        var page = Council + "/questions";
        await Question("What do you like about your street?", "2025-01-05", "2027-06-07", Elm, "Elm Park");
        var question = await QuestionOf("What do you like");
        await Table.Fill(officer, $"{page}/{question}", "",
        [
            Text("Words", "What is it like to live in your street?", "questions.words"),
            Day("OpenTime", "2025-01-06", "questions.openTime"), Day("CloseTime", "2027-06-08", "questions.closeTime", last: true),
        ], _ => Questions());
        await AClosedQuestionIsMeant(page + "/ask");
        await Question("What would you keep here?", "2025-01-08", "2027-06-05", "", "");
        await Table.Fill(officer, page, "Close",
            [Pressed("questions.endedBy", "Grace Bell, neighbourhood officer", unseen: "said with its day")], _ => Questions());

        Task Question(string words, string opens, string closes, string area, string seen) => Table.Fill(officer, page + "/ask", "",
        [
            Text("Words", words, "questions.words"), Day("OpenTime", opens, "questions.openTime"),
            Day("CloseTime", closes, "questions.closeTime", last: true),
            Choice("AreaCode", area, "questions.areaCode", area, seen, area.Length > 0 ? "" : "it is asked everywhere")
                with { Suggested = area.Length > 0 ? "" : "the whole round" },
        ], _ => Questions());
    }

    /// <summary>It is refused with a better form, and then there is a box to say that it is meant.</summary>
    private async Task AClosedQuestionIsMeant(string ask)
    {
        var page = await officer.Open(ask);
        var form = page.QuerySelectorAll("form").OfType<AngleSharp.Html.Dom.IHtmlFormElement>().Single(one => one.Method == "post"
            && one.QuerySelector("[name=Words]") is not null);
        Assert.Null(form.QuerySelector("[name=ClosedOnPurpose]"));
        List<(string, string, byte[]?)> fields =
        [
            .. Typist.Hidden(form).Select(field => (field.Name, field.Value, (byte[]?)null)), ("Words", "Is the park safe?", null),
            ("OpenTime", "2025-01-07", null), ("CloseTime", "2027-06-06", null), ("AreaCode", Harbour, null),
        ];
        var refused = await officer.Send(ask, fields, isMultipart: false);
        Assert.Contains("People can only say yes or no to this.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("name=\"ClosedOnPurpose\"", refused.Text, StringComparison.Ordinal);
        var asked = await officer.Send(ask, [.. fields, ("ClosedOnPurpose", "true", null)], isMultipart: false);
        Assert.Equal(Council + "/questions", asked.Path);
        Assert.Contains("Is the park safe?", await officer.Read(asked.To), StringComparison.Ordinal);
        var closed = await doors.Officer.Proposals.ListQuestionsAsync(new() { RoundId = round, PageSize = 100 });
        await doors.Officer.Proposals.CloseQuestionAsync(new()
        {
            RequestId = Guid.NewGuid().ToString(), QuestionId = closed.Questions.Single(one => one.Words == "Is the park safe?").QuestionId,
        });
    }

    private async Task PeopleAnswer()
    {
        var question = await QuestionOf("What would you keep");
        var wall = $"/rounds/{round}/voices";
        await Answer(volunteer, "The pond\nand the frogs.", Elm, "WithName", "Tomas", "en");
        await Table.Fill(volunteer, "/my/voices", "TakeBack",
            [Pressed("voices", "", Words.Voices.GoneTitle)],
            async _ => await doors.Volunteer.Proposals.ListMyVoicesAsync(new() { PageSize = 10 }));
        await Answer(anyone, "Y llyfrgell.", Harbour, "WithoutName", "", "cy");
        await Table.Fill(anyone, wall, "GET",
        [
            Unread("Question", question, "a question stores nothing", "Y llyfrgell."),
            Unread("Area", Harbour, "a question stores nothing", "Harbour Side") with { Suggested = "an area" },
            Unread("Search", "LLYFRGELL", "a question stores nothing", "Y llyfrgell."),
        ]);
        await Table.Fill(officer, Council + "/voices", "GET",
            [Unread("Question", question, "a question stores nothing", "Y llyfrgell.") with { Suggested = "a question" }]);
        await Table.Fill(anyone, $"{wall}/answer/{question}", "",
        [
            Unread("Words", "", "it was said aloud", unseen: "it was said aloud") with { Suggested = "said aloud" },
            Upload("Sound", "talk.wav", Wav(), "voices.file.mediaType", "audio/wav", unseen: "a sound is heard"), .. Left("Drawing"),
            .. Answered(Harbour, "so"),
        ], _ => Voices());
        await Table.Fill(volunteer, $"{wall}/answer/{question}", "",
        [
            Text("Words", "A duck on the roof", "voices.words"),
            Upload("Drawing", "duck.jpg", TestJpeg.Picture(), "voices.file.mediaType", "image/jpeg", unseen: "a picture is looked at"),
            .. Left("Sound"), .. Answered(Elm, "pl"),
        ], _ => Voices(), [(anyone, wall)]);
        await AVoiceIsReportedAndLookedAtTwice();

        static Typed[] Answered(string area, string language) =>
        [
            Choice("AreaCode", area, "voices.areaCode", area, unseen: "the wall names it"),
            Choice("Audience", "WithoutName", "voices.audience", "VOICE_AUDIENCE_WITHOUT_NAME", unseen: "it is shown"),
            Unread("FirstName", "", "it is not shown", unseen: "it is not shown") with { Suggested = "no name" },
            Choice("Language", language, "voices.language", language, unseen: "its words are in it")
                with { Suggested = "the reader's own" },
        ];

        Task Answer(Typist who, string words, string area, string audience, string name, string language) => Table.Fill(
            who, $"{wall}/answer/{question}", "",
            [
                Text("Words", words, "voices.words"), .. Left("Sound"), .. Left("Drawing"),
                Choice("AreaCode", area, "voices.areaCode", area, unseen: "the wall names it"),
                Choice("Audience", audience, "voices.audience", audience == "WithName" ? "VOICE_AUDIENCE_WITH_NAME"
                    : "VOICE_AUDIENCE_WITHOUT_NAME", unseen: "it is shown"),
                name.Length > 0 ? Text("FirstName", name, "voices.firstName")
                    : Unread("FirstName", "", "it is not shown", unseen: "it is not shown") with { Suggested = "no name" },
                Choice("Language", language, "voices.language", language, unseen: "its words are in it")
                    with { Suggested = "the reader's own" },
            ], _ => Voices(), [(anyone, wall)]);
    }

    private async Task AVoiceIsReportedAndLookedAtTwice()
    {
        // Whoever has no account was shown the address of what they said, once.
        var own = $"/my-voice/{new string('7', 40)}";
        var question = await QuestionOf("What would you keep");
        var said = await doors.Anyone.Proposals.SayVoiceAsync(new()
        {
            RequestId = Guid.NewGuid().ToString(), Secret = new string('7', 40),
            Voice = new()
            {
                QuestionId = question, AreaCode = Elm, Words = "Buy my kettles.", Language = "en", Audience = VoiceAudience.WithoutName,
            },
        });
        var (page, look) = ($"/rounds/{round}/voices/{said.VoiceId}", $"/council/hidden/voices/{said.VoiceId}");
        await Table.Fill(anyone, page + "/report", "",
        [
            Choice("Reason", "Advertising", "flags.reason", "HIDING_REASON_ADVERTISING", Words.Hiding.AdvertisingChoice),
            Text("Note", "He sells\nnothing but kettles.", "flags.note"),
        ], async _ => await doors.Officer.Proposals.GetVoiceFlagsAsync(new() { VoiceId = said.VoiceId }), [(officer, look)]);
        await Table.Fill(officer, look, "",
        [
            Choice("Judgement", "Hide", "hiding.state", "HIDING_STATE_HIDDEN", unseen: "its reason says it"),
            Choice("Reason", "Advertising", "hiding.reason", "HIDING_REASON_ADVERTISING", Words.Hiding.Advertising),
        ], _ => Voice(), [(anyone, page)]);
        await Table.Fill(anyone, own, "Again",
            [Pressed("hiding.state", "HIDING_STATE_SECOND_LOOK", Words.Hiding.LookAsked)], _ => Voice(), [(anyone, own)]);
        await Table.Fill(second, look, "",
        [
            Choice("Judgement", "Show", "hiding", "", unseen: "it is there again"),
            Unread("Reason", "", "it is shown", unseen: "it is shown") with { Suggested = "it is shown" },
        ], _ => Voice());
        await Table.Fill(anyone, own, "TakeBack",
            [Unread("", "", "it is gone", Words.Voices.GoneTitle)]);
        Assert.DoesNotContain("kettles", await anyone.Read($"/rounds/{round}/voices"), StringComparison.Ordinal);

        // With an account it is asked for on one's own page.
        var mine = await doors.Volunteer.Proposals.SayVoiceAsync(new()
        {
            RequestId = Guid.NewGuid().ToString(),
            Voice = new()
            {
                QuestionId = question, AreaCode = Elm, Words = "My uncle is a fool.", Language = "en", Audience = VoiceAudience.WithoutName,
            },
        });
        await doors.Officer.Proposals.JudgeVoiceAsync(new()
        {
            RequestId = Guid.NewGuid().ToString(), VoiceId = mine.VoiceId, Judgement = Participatory.Types.V1.HidingJudgement.Hide,
            Reason = Participatory.Types.V1.HidingReason.NamesAPerson,
        });
        await Table.Fill(volunteer, "/my/voices", "Again",
            [Pressed("voices.hiding.state", "HIDING_STATE_SECOND_LOOK", Words.Hiding.LookAsked)],
            async _ => await doors.Volunteer.Proposals.ListMyVoicesAsync(new() { PageSize = 10 }), [(volunteer, "/my/voices")]);

        async Task<IMessage> Voice() => await doors.Officer.Proposals.GetVoiceAsync(new() { VoiceId = said.VoiceId });
    }

    private async Task AListenerWritesDownAndReadsOut()
    {
        var made = await Table.Fill(officer, Council + "/listeners", "Make",
        [
            Text("Listener", "The mosque of the walk", "links.listener"),
            Choice("AreaCode", Elm, "links.areaCode", Elm, "Elm Park"),
            Pounds("Offer", "53", "links.offer.amountMinor"),
        ], _ => Links());
        var listen = System.Text.RegularExpressions.Regex.Match(
            made.Text, "/listen/[0-9a-f]{40}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        var question = await QuestionOf("What would you keep");
        var written = await Table.Fill(anyone, $"{listen}/write/{question}", "",
        [
            Text("Words", "I would keep the market.", "waiting.words"),
            Choice("Language", "pl", "waiting.language", "pl", unseen: "the page chooses it") with { Suggested = "a language" },
        ], _ => Listening());
        await Table.Fill(anyone, written.Path, "Correct",
        [
            Text("Words", "I would keep the Friday market.", "waiting.words"),
            Choice("Language", "uk", "waiting.language", "uk", unseen: "the page chooses it") with { Suggested = "a language" },
        ], _ => Listening());
        await Table.Fill(anyone, written.Path, "Confirm",
        [
            Choice("Audience", "WithName", "voices.audience", "VOICE_AUDIENCE_WITH_NAME", unseen: "it is shown"),
            Text("FirstName", "Khadija", "voices.firstName", unseen: "the wall shows it"),
        ], _ => Voices());
        Assert.Contains("Khadija", await anyone.Read($"/rounds/{round}/voices"), StringComparison.Ordinal);
        // Whoever listens in the whole round says where the speaker lives.
        var everywhere = new string('8', 40);
        await doors.Officer.Proposals.MakeListenerLinkAsync(
            new() { RequestId = Guid.NewGuid().ToString(), RoundId = round, Listener = "The youth club of the walk", Secret = everywhere });
        var other = await Table.Fill(anyone, $"/listen/{everywhere}/write/{question}", "",
        [
            Text("Words", "Nothing of this is kept.", "waiting.words"),
            Choice("AreaCode", Harbour, "waiting.areaCode", Harbour, unseen: "its question stands there"),
            Choice("Language", "so", "waiting.language", "so", unseen: "the page chooses it") with { Suggested = "a language" },
        ], async _ => await doors.Anyone.Proposals.GetListeningAsync(new() { Secret = everywhere }));
        await Table.Fill(anyone, other.Path, "Refuse",
            [Pressed("waiting", "", Words.ListenerPages.DoneTitle)],
            async _ => await doors.Anyone.Proposals.GetListeningAsync(new() { Secret = everywhere }));
        await Table.Fill(officer, Council + "/listeners", "End",
            [Pressed("links.listener", "The youth club of the walk", unseen: "said with its day")], _ => Links());

        async Task<IMessage> Listening() => await doors.Anyone.Proposals.GetListeningAsync(new() { Secret = listen.Split('/')[^1] });
        async Task<IMessage> Links() => await doors.Officer.Proposals.ListListenerLinksAsync(new() { RoundId = round, PageSize = 10 });
    }

    private async Task<IMessage> Questions() => await doors.Anyone.Proposals.ListQuestionsAsync(new() { RoundId = round, PageSize = 100 });

    private async Task<string> QuestionOf(string begins) => (await doors.Anyone.Proposals.ListQuestionsAsync(
        new() { RoundId = round, PageSize = 100 })).Questions
            .Single(one => one.Words.StartsWith(begins, StringComparison.Ordinal)).QuestionId;

    private async Task<IMessage> Voices() =>
        await doors.Officer.Proposals.ListVoicesForCouncilAsync(new() { RoundId = round, PageSize = 100 });
}
