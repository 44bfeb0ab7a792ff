using System.Buffers.Binary;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Tests.Harness.Pictures;
using Client = Participatory.Accountability.V1.AccountabilityService.AccountabilityServiceClient;

namespace Participatory.Tests.Harness.Walks;

/// <summary>
/// A group tells of everything in every way: a part of each kind for each audience, a story for each audience alone, and things that it
/// has not told yet.
/// </summary>
/// <param name="group">Whoever tells.</param>
/// <param name="officer">Whoever answers and writes down.</param>
/// <param name="marks">Where it stands who may read what.</param>
public sealed class MixedStory(Client group, Client officer, AudienceTable marks)
{
    /// <summary>What a story says beside its words: pages say it otherwise than services.</summary>
    public const string WasHard = "that something was hard";

    private static readonly (Audience For, string Name, string[] Readers)[] All =
    [
        (Audience.Everybody, "everybody", Readers.Everybody),
        (Audience.Funders, "funders", Readers.Funders),
        (Audience.Council, "the council", Readers.Council),
    ];

    private readonly List<string> photos = [];
    private readonly List<string> voices = [];
    private readonly List<string> reports = [];
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private byte last;

    /// <summary>What a walk puts into the fields of requests.</summary>
    public Dictionary<string, string[]> Knows => new(StringComparer.Ordinal)
    {
        ["report_id"] = [.. reports], ["photo_id"] = [.. photos], ["voice_id"] = [.. voices],
        ["part_id"] = [.. photos, .. voices],
    };

    /// <summary>One story with three parts of each kind, which the council answers; a sentence for the council may be quoted.</summary>
    public async Task TellMixed(string report)
    {
        reports.Add(report);
        var story = new SendStoryRequest
        {
            RequestId = Id(), ReportId = report, Audience = Audience.Everybody,
            ToldBy = Mark("the name under a mixed story", Readers.Everybody),
        };
        foreach (var (audience, name, readers) in All)
        {
            var question = audience switch
            {
                Audience.Everybody => Question.Unspecified,
                Audience.Funders => Question.Learned,
                _ => Question.Help,
            };
            story.Tellings.Add(new Telling { Question = question, Words = Mark($"words for {name}", readers), Audience = audience });
            story.Videos.Add(new Video { Address = $"https://example.org/{Mark($"a film for {name}", readers)}", Audience = audience });
            story.Audiences.Add(new PartAudience { PartId = await Photo(report, name, readers), Audience = audience });
            story.Audiences.Add(new PartAudience { PartId = await Voice(report, name, readers), Audience = audience });
        }

        await group.SendStoryAsync(story);
        await Tag(report, AudienceTable.WordFor("words for the council"), Mark("the theme of a mixed story", Readers.Everybody));
        await Answer(report, Mark("the answer to a mixed story", Readers.Everybody));
    }

    /// <summary>One story all of which is for one audience, and in which something was hard.</summary>
    public async Task TellOnly(string report, Audience audience)
    {
        reports.Add(report);
        var (_, name, readers) = All.Single(one => one.For == audience);
        var isPublic = audience == Audience.Everybody;
        var words = Mark($"a story only for {name}", readers);
        await group.SendStoryAsync(new SendStoryRequest
        {
            RequestId = Id(), ReportId = report, Audience = audience, Words = words,
            ToldBy = Mark($"the name under a story only for {name}", readers), WasHard = true,
        });
        await Tag(report, words, Mark($"the theme of a story only for {name}", isPublic ? readers : [Readers.Group]));
        // A funder's page has no answers.
        await Answer(report, Mark($"the answer to a story only for {name}", isPublic ? readers : Readers.Council));
        marks.Mark(WasHard, "\"wasHard\": true", Readers.Council);
    }

    /// <summary>What the group has not sent, which is its own.</summary>
    public async Task Prepare(string report)
    {
        reports.Add(report);
        await Photo(report, "a draft", [Readers.Group]);
        await Voice(report, "a draft", [Readers.Group]);
        await group.KeepDraftAsync(new KeepDraftRequest
        {
            RequestId = Id(), ReportId = report,
            Draft = new Draft
            {
                Words = Mark("words of a draft", [Readers.Group]), ToldBy = Mark("the name under a draft", [Readers.Group]),
                Video = $"https://example.org/{Mark("a film of a draft", [Readers.Group])}",
                Tellings = { new Telling { Question = Question.Happened, Words = Mark("an answer of a draft", [Readers.Group]) } },
            },
        });
    }

    /// <summary>What an officer wrote down, and the group has not said yes to.</summary>
    public async Task WriteDown(string report)
    {
        reports.Add(report);
        await officer.WriteConversationAsync(new WriteConversationRequest
        {
            RequestId = Id(), ReportId = report, Meeting = Meeting.Visit,
            Tellings = { new Telling { Question = Question.Happened, Words = Mark("words of a conversation", Readers.Council) } },
        });
    }

    /// <summary>The group takes back what it told everybody in the mixed story; what it told others stays.</summary>
    public async Task TakeBackWhatIsPublic(string mixed)
    {
        await TakeBack(mixed, audience => audience == Audience.Everybody);
        marks.TakeBack(what => what.EndsWith(" for everybody", StringComparison.Ordinal)
            && !what.Contains("a story only", StringComparison.Ordinal));
        marks.Change("the name under a mixed story", Readers.Funders);
        marks.Change("the theme of a mixed story", Readers.Group);
        marks.Change("the answer to a mixed story", Readers.Council);
    }

    /// <summary>The group takes back everything: every part, what it prepared, and the conversation.</summary>
    public async Task TakeBackEverything()
    {
        foreach (var report in reports)
        {
            var now = await group.GetReportAsync(new GetReportRequest { ReportId = report });
            if (now.Story is not null)
            {
                await TakeBack(report, _ => true);
            }
            else if (now.Conversation is { } conversation)
            {
                await group.DeclineConversationAsync(new() { RequestId = Id(), ReportId = report, Version = conversation.Version });
            }
            else if (now.Draft is not null)
            {
                await group.RemovePhotoAsync(new() { RequestId = Id(), ReportId = report, PhotoId = now.Photos.Single().PhotoId });
                await group.RemoveVoiceAsync(new() { RequestId = Id(), ReportId = report, VoiceId = now.Voices.Single().VoiceId });
                await group.KeepDraftAsync(new() { RequestId = Id(), ReportId = report, Draft = new Draft() });
            }
        }

        marks.TakeBack(told.Contains);
        // What stays is no part of a story: under which name it was told, what it is about, and what we said to it.
        foreach (var story in (string[])["a mixed story", .. All.Select(audience => $"a story only for {audience.Name}")])
        {
            marks.Change($"the name under {story}", [.. Readers.Council, Readers.Database]);
            marks.Change($"the theme of {story}", [Readers.Group, Readers.Database]);
            marks.Change($"the answer to {story}", [.. Readers.Council, Readers.Database]);
        }

    }

    private string Mark(string what, string[] readers) => Mark(what, AudienceTable.WordFor(what), readers);

    private string Mark(string what, string word, string[] readers)
    {
        told.Add(what);
        return marks.Mark(what, word, readers);
    }

    private static string Id() => Guid.NewGuid().ToString();

    private async Task TakeBack(string report, Func<Audience, bool> which)
    {
        var story = (await group.GetReportAsync(new GetReportRequest { ReportId = report })).Story;
        var parts = story.Tellings.Select(part => (part.PartId, part.Audience))
            .Concat(story.Photos.Select(part => (part.PhotoId, part.Audience)))
            .Concat(story.Voices.Select(part => (part.VoiceId, part.Audience)))
            .Concat(story.Videos.Select(part => (part.PartId, part.Audience)));
        foreach (var (part, _) in parts.Where(part => which(part.Audience)).ToList())
        {
            await group.WithdrawPartAsync(new WithdrawPartRequest { RequestId = Id(), ReportId = report, PartId = part });
        }
    }

    private async Task Tag(string report, string quotation, string theme) => await group.TagStoryAsync(
        new TagStoryRequest { RequestId = Id(), ReportId = report, Quotation = quotation, Themes = { theme } });

    private async Task Answer(string report, string answer) =>
        await officer.AnswerStoryAsync(new AnswerStoryRequest { RequestId = Id(), ReportId = report, Answer = answer });

    /// <summary>A photo, told apart by what it shows and by what is said of it.</summary>
    private async Task<string> Photo(string report, string name, string[] readers)
    {
        var picture = TestPng.With(TestPng.Header(), TestPng.Chunk("IDAT", TestPng.Pack([0, ++last, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0])));
        var photo = await group.AddPhoto().Send([new AddPhotoRequest
        {
            RequestId = Id(), ReportId = report, Recognised = Recognised.Nobody, Content = ByteString.CopyFrom(picture),
            AltText = Mark($"what a photo shows for {name}", readers),
        }]);
        photos.Add(photo.PhotoId);
        using var call = group.GetPhoto(new GetPhotoRequest { PhotoId = photo.PhotoId });
        await call.ResponseStream.MoveNext(CancellationToken.None);
        Mark($"a photo for {name}", ReadingWalk.SumOf(call.ResponseStream.Current.Content.Span), readers);
        return photo.PhotoId;
    }

    /// <summary>A tenth of a second of silence that begins with a click.</summary>
    private static byte[] Sound(byte click)
    {
        var sound = new byte[44 + 1600];
        "RIFF"u8.CopyTo(sound);
        "WAVEfmt "u8.CopyTo(sound.AsSpan(8));
        "data"u8.CopyTo(sound.AsSpan(36));
        foreach (var (at, value) in ((int, int)[])
            [(4, sound.Length - 8), (16, 16), (20, 0x10001), (24, 8000), (28, 16000), (32, 0x100002), (40, 1600)])
        {
            BinaryPrimitives.WriteInt32LittleEndian(sound.AsSpan(at), value);
        }

        sound[44] = click;
        return sound;
    }

    /// <summary>A voice note, told apart by its sound and by what is typed of it.</summary>
    private async Task<string> Voice(string report, string name, string[] readers)
    {
        var voice = await group.AddVoice().Send([new AddVoiceRequest
        {
            RequestId = Id(), ReportId = report, Content = ByteString.CopyFrom(Sound(++last)),
            Transcript = Mark($"what a voice says for {name}", readers),
        }]);
        voices.Add(voice.VoiceId);
        using var call = group.GetVoice(new GetVoiceRequest { VoiceId = voice.VoiceId });
        await call.ResponseStream.MoveNext(CancellationToken.None);
        Mark($"a voice for {name}", ReadingWalk.SumOf(call.ResponseStream.Current.Content.Span), readers);
        return voice.VoiceId;
    }
}
