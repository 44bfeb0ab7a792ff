using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.Photos;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Accountability.Stories;

/// <summary>A story that was sent, with its answer where there is one.</summary>
internal sealed record StoryRow
{
    public const string Everybody = "everybody";
    public const string Council = "council";

    /// <summary>Everything of a story; a condition follows.</summary>
    public const string Select = """
        SELECT story.report_id, report.round_id, report.project_id, report.area_code, report.title, report.amount_minor, report.currency,
               story.words, story.told_by, story.audience, story.told_at,
               answer.words AS answer, answer.answered_by, answer.answered_at
        FROM story
        JOIN report ON report.report_id = story.report_id
        LEFT JOIN answer ON answer.report_id = story.report_id
        """;

    private static readonly Sql SelectOfReports = new($"{Select} WHERE story.report_id IN @reportIds");

    public string ReportId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string ProjectId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string Title { get; init; } = "";
    public long AmountMinor { get; init; }
    public string Currency { get; init; } = "";
    public string Words { get; init; } = "";
    public string ToldBy { get; init; } = "";
    public string Audience { get; init; } = "";
    public DateTimeOffset ToldAt { get; init; }
    public string? Answer { get; init; }
    public string? AnsweredBy { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The stories of those reports that have one.</summary>
    public static Task<IReadOnlyList<StoryRow>> OfReports(Session session, IReadOnlyList<string> reportIds) =>
        session.Many<StoryRow>(SelectOfReports, new { reportIds });

    /// <summary>The same for a story that is not there and one that is not shared with the caller.</summary>
    public static Refusal NotFound() =>
        new(AccountabilityReasons.StoryNotFound, "We could not find this story. Perhaps it is not told yet, or its group shares it with the council only.", "report_id");

    /// <summary>A story that was told stays as it was told.</summary>
    public static Refusal AlreadySent() =>
        new(AccountabilityReasons.StoryAlreadySent, "This story has been sent already, and it stays as it was told. If something should be put right, please talk to us.");

    public Story ToStory(IEnumerable<PhotoRow> photos)
    {
        var story = new Story
        {
            ReportId = ReportId,
            RoundId = RoundId,
            ProjectId = ProjectId,
            AreaCode = AreaCode,
            Title = Title,
            Amount = new Money { AmountMinor = AmountMinor, Currency = Currency },
            Words = Words,
            ToldBy = ToldBy,
            Audience = Audience == Everybody ? V1.Audience.Everybody : V1.Audience.Council,
            TellTime = ToldAt.ToTimestamp(),
            Answer = Answer ?? "",
            AnsweredBy = AnsweredBy ?? "",
            AnswerTime = AnsweredAt?.ToTimestamp(),
        };
        story.Photos.AddRange(photos.Select(photo => photo.ToPhoto()));
        return story;
    }
}
