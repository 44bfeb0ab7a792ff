using System.Buffers.Binary;
using Google.Protobuf;
using Participatory.Accountability.V1;
using Participatory.Standalone.Demo;
using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>Groups tell how it went, in each of the ways; the council writes down, types and answers.</summary>
public sealed partial class FormWalk
{
    private const string NoFile = "no file is chosen here";

    private async Task AGroupTellsInOneSentence()
    {
        var id = await ReportOf(Bench);
        var tell = $"/my/stories/{id}";
        await Table.Fill(volunteer, tell, "script:Draft",
        [
            Text("Words", "A first try at words.", "draft.words"), .. NoSound(),
        ], _ => Report(id), [(volunteer, tell + "?step=0")], button: "go=next");
        await Table.Fill(volunteer, tell, "Add",
        [
            Text("Words", "Mrs Price sat down first,\nand then everybody did.", "draft.words"),
            Upload("Sound", "talk.wav", Wav(), "voices.mediaType", "audio/wav", unseen: "a sound is heard"),
            Text("Transcript", "We laughed a lot.", "voices.transcript"),
        ], _ => Report(id));
        await Table.Fill(volunteer, tell, "RemoveSound",
            [Pressed("voices", "", unseen: "it is gone"), .. Left("Words"), .. NoSound()], _ => Report(id));
        await Table.Fill(volunteer, tell, "script:File",
        [
            .. Left("Words"), Upload("Sound", "again.wav", Wav(), "voices.mediaType", "audio/wav", unseen: "a sound is heard"),
            Text("Transcript", "", "voices.transcript", unseen: "nothing was typed") with { Suggested = "typed by the council, below" },
        ], _ => Report(id), [], button: "go=next");
        var photos = await Table.Fill(volunteer, tell, "", [.. Left("Words"), .. NoSound()], button: "go=next");
        await Table.Fill(volunteer, photos.To, "Add",
        [
            Upload("Content", "one.jpg", TestJpeg.Picture(), "photos.mediaType", "image/jpeg", unseen: "a picture is looked at"),
            Text("AltText", "A bench that was wrong", "photos.altText"),
            Choice("Recognised", "Adults", "photos.recognised", "RECOGNISED_ADULTS", unseen: "only whether they said yes matters"),
            Typed.Unread("TheySaidYes", "true", "without it no picture is taken", unseen: "it is not kept"),
            Typed.Unread("ParentsSaidYes", "", "nobody is a child", unseen: "it is not kept") with { Suggested = "not ticked" },
            Text("Video", "https://film.example/walk-1", "draft.video"),
        ], _ => Report(id));
        await Table.Fill(volunteer, photos.To, "Remove",
            [Pressed("photos", "", unseen: "it is gone"), .. Photo(typed: false)], _ => Report(id));
        var check = await Table.Fill(volunteer, photos.To, "",
        [
            Upload("Content", "two.jpg", TestJpeg.Picture(), "photos.mediaType", "image/jpeg", unseen: "a picture is looked at"),
            Text("AltText", "Three benches in the sun", "photos.altText"),
            Choice("Recognised", "Children", "photos.recognised", "RECOGNISED_CHILDREN", unseen: "only whether they said yes matters"),
            Typed.Unread("TheySaidYes", "true", "without it no picture is taken", unseen: "it is not kept"),
            Typed.Unread("ParentsSaidYes", "true", "without it no picture is taken", unseen: "it is not kept"),
            Text("Video", "https://film.example/walk-2", "draft.video"),
        ], _ => Report(id), button: "go=next");
        var report = await doors.Volunteer.Accountability.GetReportAsync(new() { ReportId = id });
        await Table.Fill(volunteer, check.To, "",
        [
            Choice("Audience", "Funders", "story.audience", "AUDIENCE_FUNDERS", Words.Telling.SharedFunders),
            Choice($"Parts[{report.Photos[0].PhotoId}]", "Council", "story.photos.audience", "AUDIENCE_COUNCIL",
                unseen: "whoever may see it sees it"),
            Choice($"Parts[{report.Voices[0].VoiceId}]", "Council", "story.voices.audience", "AUDIENCE_COUNCIL",
                unseen: "whoever may hear it hears it"),
            Text("ToldBy", "Tom for the bench", "story.toldBy"),
            Tick("WasHard", "story.wasHard", seen: Words.Telling.SentHard),
            Pressed("story.videos.address", "https://film.example/walk-2", "film.example"),
            Pressed("story.tellings.words", "Mrs Price sat down first,\nand then everybody did.", "and then everybody did."),
        ], _ => Report(id), button: "go=send");
        Assert.Contains(Words.CouncilStories.HardTag, await officer.Read($"/council/stories/{id}"), StringComparison.Ordinal);
        await Table.Fill(officer, $"/council/stories/{id}", "Transcript",
            [Text("Transcript", "They laughed, and a dog barked.", "story.voices.transcript")], _ => OfCouncil(id));
        await Table.Fill(officer, $"/council/stories/{id}", "",
            [Text("Answer", "I walked past on Sunday.\nThank you.", "story.answer")], _ => OfCouncil(id),
            [(volunteer, tell), (officer, $"/council/stories/{id}")]);
        await Table.Fill(officer, $"/council/stories/{id}", "TakeDown",
            [Pressed("story.withdrawn", "1", Words.Stories.TakenBack)], _ => OfCouncil(id), of: "part=");
        await Table.Fill(volunteer, tell, $"/my/stories/{id}?handler=Withdraw",
            [Pressed("story.withdrawn", "2", Words.Stories.TakenBack)], _ => Report(id), of: "handler=Withdraw");
    }

    private async Task AGroupAnswersQuestions()
    {
        var id = await ReportOf(Cafe);
        var report = await doors.Volunteer.Accountability.GetReportAsync(new() { ReportId = id });
        var next = $"/my/stories/{id}";
        List<string> said = [];
        foreach (var (at, question) in report.Questions.Index())
        {
            said.Add($"What we say of {question}.\nAnd more.");
            next = (await Table.Fill(volunteer, next, "",
            [
                Text($"Answers[{question}]", said[at], "draft.tellings.words"), .. NoSound(),
            ], _ => Report(id), [(volunteer, $"/my/stories/{id}?step={at}")], button: "go=next")).To;
        }

        next = (await Table.Fill(volunteer, next, "", Photo(typed: false), button: "go=next")).To;
        string[] audiences = ["Council", "Funders", "Everybody"];
        await Table.Fill(volunteer, next, "",
        [
            Choice("Audience", "Everybody", "story.audience", "AUDIENCE_EVERYBODY", Words.Telling.SharedEverybody),
            .. report.Questions.Select((question, at) => Choice($"Parts[{question}]", audiences[at % 3], $"story.tellings[{at}].audience",
                "AUDIENCE_" + audiences[at % 3].ToUpperInvariant(), unseen: "whoever may read it reads it")),
            Text("ToldBy", "The repairers", "story.toldBy"),
            Typed.Unread("WasHard", "", "it was not", unseen: "it was not") with { Suggested = "not ticked" },
            .. said.Select((words, at) => Pressed($"story.tellings[{at}].words", words, Typist.Plain(words))),
        ], _ => Report(id), button: "go=send");
        await AStoryIsReportedAndLookedAtTwice(id, (await doors.Volunteer.Accountability.GetReportAsync(new() { ReportId = id }))
            .Story.Tellings.First(telling => telling.Audience == Audience.Everybody).PartId);
    }

    private async Task AnOfficerWritesDownATalk()
    {
        var id = await ReportOf(Lights);
        var talk = $"/council/stories/{id}/talk";
        var questions = Enum.GetValues<Question>().Where(question => question != Question.Unspecified).ToList();
        await Write("They said", "Visit", "MEETING_VISIT", Words.CouncilStories.MeetingVisit);
        await Table.Fill(volunteer, $"/my/stories/{id}", "Decline",
            [Pressed("conversation", "", unseen: "it is gone"), .. Confirmed("")], _ => Report(id));
        await Write("They told me", "Call", "MEETING_CALL", Words.CouncilStories.MeetingCall);
        await Table.Fill(volunteer, $"/my/stories/{id}", "Confirm",
        [
            .. Confirmed("We would rather say"),
            Pressed("story.corrected", "true", unseen: "said in words"),
        ], _ => Report(id));

        Task Write(string begins, string meeting, string kept, string seen) => Table.Fill(officer, talk, "",
        [
            Choice("Meeting", meeting, "conversation.meeting", kept, unseen: "the group knows how they met"),
            .. questions.Select((question, at) => Text(
                $"Answers[{question}]", $"{begins}: {question}.", $"conversation.tellings[{at}].words")),
        ], _ => OfCouncil(id));
        IEnumerable<Typed> Confirmed(string begins) =>
        [
            .. questions.Select((question, at) => begins.Length == 0 ? Left($"Answers[{question}]").Single()
                : Text($"Answers[{question}]", $"{begins}: {question}.", $"story.tellings[{at}].words")),
            begins.Length == 0 ? Typed.Unread("Audience", "Council", "they say no", unseen: "they say no")
                : Choice("Audience", "Council", "story.audience", "AUDIENCE_COUNCIL", Words.Telling.SharedCouncil),
            begins.Length == 0 ? Typed.Unread("ToldBy", "", "they say no", unseen: "they say no") with { Suggested = "empty" }
                : Text("ToldBy", "Tom for the lights", "story.toldBy"),
        ];
    }

    private async Task AnOfficerTypesAStoryFromPaper()
    {
        var id = await ReportOf(Swap);
        var report = await doors.Officer.Accountability.GetReportAsync(new() { ReportId = id });
        await Table.Fill(officer, $"/council/stories/{id}/paper", "",
        [
            Text("Answers[Unspecified]", "The cupboard stands by the bus stop.", "story.tellings.words"),
            .. report.Questions.Select(question => Text(
                $"Answers[{question}]", $"On paper they say of {question}.", "story.tellings.words")),
            Choice("Audience", "Everybody", "story.audience", "AUDIENCE_EVERYBODY", Words.CouncilStories.ForEverybody),
            Text("ToldBy", "Those of the book swap", "story.toldBy"),
        ], _ => OfCouncil(id));
        await Table.Fill(officer, $"/council/stories/{id}/photo", "",
        [
            Upload("Content", "paper.jpg", TestJpeg.Picture(), "story.photos.mediaType", "image/jpeg", unseen: "a picture is looked at"),
            Text("AltText", "A cupboard of books", "story.photos.altText"),
            Choice("Recognised", "Children", "story.photos.recognised", "RECOGNISED_CHILDREN",
                unseen: "only whether they said yes matters"),
            Typed.Unread("TheySaidYes", "true", "without it no picture is taken", unseen: "it is not kept"),
            Typed.Unread("ParentsSaidYes", "true", "without it no picture is taken", unseen: "it is not kept"),
        ], _ => OfCouncil(id));
        await Table.Fill(anyone, "/stories", "GET",
        [
            Typed.Unread("Area", Elm, "a question stores nothing", "Elm Park") with { Suggested = "an area" },
            Typed.Unread("Kind", "photos", "a question stores nothing", "A book swap"),
        ]);
        await Table.Fill(volunteer, $"/my/themes/{id}", "",
        [
            Text("Themes", "books\nneighbours of the walk", "themes", kept: "neighbours of the walk"),
            Text("Quotation", "The cupboard stands", "quotation"),
        ], async _ => await doors.Volunteer.Accountability.GetTagsAsync(new() { ReportId = id }),
            [(volunteer, $"/my/themes/{id}"), (anyone, $"/rounds/{round}/learned")]);
    }

    private async Task<string> ReportOf(string title)
    {
        // What the page does is in the rows of payments; here it only has to be paid.
        var paid = await doors.Volunteer.Grants.GetAwardAsync(new() { AwardId = awards[title] });
        for (var part = 0; paid.State != Participatory.Grants.V1.AwardState.Paid && part < 4; part++)
        {
            var payment = (await doors.Finance.Grants.ListPaymentsAsync(new() { RoundId = round, PageSize = 50 })).Payments
                .FirstOrDefault(one => one.AwardId == paid.AwardId && one.State == Participatory.Grants.V1.PaymentState.Approved)
                ?? await Agreed(paid.AwardId);
            await doors.Finance.Grants.ConfirmPaymentAsync(new()
            {
                RequestId = Guid.NewGuid().ToString(), PaymentId = payment.PaymentId, BankReference = $"P{part}",
            });
            paid = await doors.Volunteer.Grants.GetAwardAsync(new() { AwardId = awards[title] });
        }

        return (await DemoRound.Until($"The question about {title}", async () => (await doors.Volunteer.Accountability.ListMyReportsAsync(
            new() { PageSize = 100 })).Reports.FirstOrDefault(report => report.AwardId == awards[title]), default)).ReportId;
    }

    private async Task<Participatory.Grants.V1.Payment> Agreed(string awardId)
    {
        var payment = await doors.Officer.Grants.InstructPaymentAsync(new() { RequestId = Guid.NewGuid().ToString(), AwardId = awardId });
        return await doors.Finance.Grants.ApprovePaymentAsync(
            new() { RequestId = Guid.NewGuid().ToString(), PaymentId = payment.PaymentId });
    }

    private async Task<IMessage> Report(string id) => await doors.Volunteer.Accountability.GetReportAsync(new() { ReportId = id });

    private async Task<IMessage> OfCouncil(string id) => await doors.Officer.Accountability.GetReportAsync(new() { ReportId = id });

    /// <summary>A field that stays as it is.</summary>
    private static Typed[] Left(string field) =>
        [new Typed(field, "", "") { IsLeft = true, Unkept = "as it was", Unseen = "as it was", Suggested = "as it was" }];

    private static Typed[] NoSound() =>
    [
        Typed.Unread("Sound", "", NoFile, unseen: NoFile) with { Suggested = NoFile },
        Typed.Unread("Transcript", "", NoFile, unseen: NoFile) with { Suggested = NoFile },
    ];

    private static Typed[] Photo(bool typed) => typed ? [] :
    [
        .. ((string[])["Content", "AltText", "TheySaidYes", "ParentsSaidYes"]).Select(
            field => Typed.Unread(field, "", NoFile, unseen: NoFile) with { Suggested = NoFile }),
        .. Left("Recognised"), .. Left("Video"),
    ];

    /// <summary>A second of silence, as a telephone records it.</summary>
    private static byte[] Wav()
    {
        const int rate = 8_000;
        var sound = new byte[44 + rate];
        "RIFF"u8.CopyTo(sound);
        BinaryPrimitives.WriteInt32LittleEndian(sound.AsSpan(4), 36 + rate);
        "WAVEfmt "u8.CopyTo(sound.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(sound.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(sound.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(sound.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(sound.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(sound.AsSpan(28), rate);
        BinaryPrimitives.WriteInt16LittleEndian(sound.AsSpan(32), 1);
        BinaryPrimitives.WriteInt16LittleEndian(sound.AsSpan(34), 8);
        "data"u8.CopyTo(sound.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(sound.AsSpan(40), rate);
        sound.AsSpan(44).Fill(128);
        return sound;
    }
}
