using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Accountability.Stories;

/// <summary>A story that was sent, with its answer where there is one.</summary>
internal sealed record StoryRow
{
    /// <summary>Everything of a story; a condition follows.</summary>
    public static readonly string Select = $"""
        SELECT story.report_id, report.round_id, report.project_id, report.area_code, report.title, report.amount_minor, report.currency,
               story.told_by, story.told_at, story.way, story.written_by, story.corrected, story.was_hard,
               answer.words AS answer, answer.answered_by, answer.answered_at,
               {HiddenTitle.Columns("report.round_id", "report.project_id")}
        FROM story
        JOIN report ON report.report_id = story.report_id
        LEFT JOIN answer ON answer.report_id = story.report_id
        """;

    private static readonly Sql SelectOfReports = new(
        $"{Select} WHERE story.report_id IN (SELECT item FROM {{texts @reportIds}} AS given)");

    public string ReportId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string ProjectId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string Title { get; init; } = "";
    public long AmountMinor { get; init; }
    public string Currency { get; init; } = "";
    public string ToldBy { get; init; } = "";
    public DateTimeOffset ToldAt { get; init; }
    public string Way { get; init; } = "";
    public string WrittenBy { get; init; } = "";
    public bool Corrected { get; init; }
    public bool WasHard { get; init; }
    public string? Answer { get; init; }
    public string? AnsweredBy { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public string? HidingState { get; init; }
    public string? HidingReason { get; init; }

    /// <summary>The stories of those reports that have one.</summary>
    public static Task<IReadOnlyList<StoryRow>> LoadOfReports(Session session, IReadOnlyList<string> reportIds) =>
        session.Many<StoryRow>(SelectOfReports, new { reportIds = Sql.List(reportIds) });

    /// <summary>The same for a story that is not there and one that is not shared with the caller.</summary>
    public static Refusal NotFound() =>
        new(AccountabilityReasons.StoryNotFound, field: "report_id");

    /// <summary>A story that was told stays as it was told.</summary>
    public static Refusal AlreadySent() =>
        new(AccountabilityReasons.StoryAlreadySent);

    /// <summary>The story with those of its parts that somebody may see.</summary>
    public Story ToMessage(StoryParts parts, Visibility visibility)
    {
        bool Shows(string partId, Audience audience) => visibility.Shows(audience, parts.Hidden.ContainsKey(partId));
        var tellings = parts.Tellings[ReportId].Select(telling => telling.ToMessage())
            .Where(telling => Shows(telling.PartId, telling.Audience)).ToList();
        var hiding = visibility == Visibility.Everything ? null : HiddenTitle.ToMessage(HidingState, HidingReason);
        var story = new Story
        {
            ReportId = ReportId,
            RoundId = RoundId,
            ProjectId = ProjectId,
            AreaCode = AreaCode,
            Title = hiding is null ? Title : "",
            Hiding = hiding,
            Amount = new Money { AmountMinor = AmountMinor, Currency = Currency },
            Words = tellings.Find(telling => telling.Question == Question.Unspecified)?.Words ?? "",
            ToldBy = NameIsHidden(parts, visibility) ? "" : ToldBy,
            TellTime = ToldAt.ToTimestamp(),
            Answer = Answer ?? "",
            AnsweredBy = AnsweredBy ?? "",
            AnswerTime = AnsweredAt?.ToTimestamp(),
            Way = StateText.Read<Way>(Way),
            WrittenBy = WrittenBy,
            Corrected = Corrected,
            WasHard = WasHard && visibility == Visibility.Everything,
            Withdrawn = parts.Withdrawn.GetValueOrDefault(ReportId),
        };
        story.Tellings.AddRange(tellings);
        story.Photos.AddRange(
            parts.Photos[ReportId].Select(photo => photo.ToMessage()).Where(photo => Shows(photo.PhotoId, photo.Audience)));
        story.Voices.AddRange(
            parts.Voices[ReportId].Select(voice => voice.ToMessage()).Where(voice => Shows(voice.VoiceId, voice.Audience)));
        story.Videos.AddRange(
            parts.Videos[ReportId].Select(video => video.ToMessage()).Where(video => Shows(video.PartId, video.Audience)));
        story.Hidden.AddRange(Hidden(parts, visibility));
        story.Audience = Widest(story);
        return story;
    }

    /// <summary>With somebody's words goes the name under which they stand, as with an idea.</summary>
    private bool NameIsHidden(StoryParts parts, Visibility visibility) =>
        visibility != Visibility.Everything && parts.Tellings[ReportId].Any(telling => parts.Hidden.ContainsKey(telling.PartId));

    /// <summary>What would be seen and is hidden, in its place: that it is so, and why.</summary>
    private IEnumerable<HiddenPart> Hidden(StoryParts parts, Visibility visibility) =>
        from part in parts.Tellings[ReportId].Select(row => (Id: row.PartId, Kind: PartKind.Words, Audience: (string?)row.Audience))
            .Concat(parts.Photos[ReportId].Select(row => (Id: row.PhotoId, Kind: PartKind.Photo, row.Audience)))
            .Concat(parts.Voices[ReportId].Select(row => (Id: row.VoiceId, Kind: PartKind.Voice, row.Audience)))
            .Concat(parts.Videos[ReportId].Select(row => (Id: row.PartId, Kind: PartKind.Video, Audience: (string?)row.Audience)))
        where parts.Hidden.ContainsKey(part.Id) && visibility.Shows(Names.AudienceOf(part.Audience))
        select new HiddenPart { PartId = part.Id, Kind = part.Kind, Hiding = parts.Hidden[part.Id] };

    /// <summary>There is something to see in it.</summary>
    public static bool HasParts(Story story) => story.Tellings.Count + story.Photos.Count + story.Voices.Count + story.Videos.Count > 0;

    /// <summary>Unspecified where every part was taken back.</summary>
    private static Audience Widest(Story story)
    {
        List<Audience> audiences =
        [
            .. story.Tellings.Select(part => part.Audience), .. story.Photos.Select(part => part.Audience),
            .. story.Voices.Select(part => part.Audience), .. story.Videos.Select(part => part.Audience),
        ];
        return audiences.Contains(Audience.Everybody) ? Audience.Everybody
            : audiences.Contains(Audience.Funders) ? Audience.Funders
            : audiences.FirstOrDefault();
    }
}
