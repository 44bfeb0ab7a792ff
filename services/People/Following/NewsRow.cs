using Participatory.People.Groups;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Following;

/// <summary>Something that somebody is to be told, with what we have heard of the thing that it happened to.</summary>
internal sealed record NewsRow
{
    /// <summary>How many one message is made of.</summary>
    public const int Most = 500;

    private const string Columns = """
        news.how_often, news.due_at, h.happening_id, h.reason, h.round_id, h.area_code, h.thing_id, h.mark, h.happened_at,
            COALESCE(idea.title, '') AS title, COALESCE(round.title, '') AS round_title, COALESCE(area.name, '') AS area_name,
            CASE WHEN idea.withdrawn_at IS NOT NULL THEN 1 ELSE 0 END AS is_gone, COALESCE(idea.is_hidden, 0) AS is_hidden
        """;

    /// <summary>What somebody is to be told, with what it is of.</summary>
    public const string From = """
        following_news news JOIN happening h ON h.happening_id = news.happening_id
            LEFT JOIN known_idea idea ON idea.round_id = h.round_id AND idea.proposal_id = h.thing_id
            LEFT JOIN known_round round ON round.round_id = h.round_id
            LEFT JOIN known_area area ON area.round_id = h.round_id AND area.area_code = h.area_code
        """;

    /// <summary>What is hidden waits until it is shown; what was taken back never is, and waits for nothing.</summary>
    public const string NotHidden = "(COALESCE(idea.is_hidden, 0) = 0 OR idea.withdrawn_at IS NOT NULL)";

    private static readonly Sql SelectWaiting = new($$"""
        SELECT {{Columns}} FROM {{From}} WHERE news.subject = @subject AND news.notice_id IS NULL AND {{NotHidden}}
        ORDER BY news.due_at, h.happened_at, h.happening_id {limit @most}
        """);

    private static readonly Sql SelectIn = new($$"""
        SELECT {{Columns}} FROM {{From}} WHERE news.notice_id = @noticeId AND news.subject = @subject
        ORDER BY h.happened_at, h.happening_id {limit @most}
        """);

    private static readonly Sql CountIn = new("""
        SELECT COUNT(*) FROM following_news WHERE notice_id = @noticeId AND subject = @subject
        """);

    private static readonly Sql PutIn = new("""
        UPDATE following_news SET notice_id = @noticeId
        WHERE subject = @subject AND notice_id IS NULL AND (due_at <= @now OR how_often = 'AT_ONCE')
            AND NOT EXISTS (SELECT 1 FROM happening h
                JOIN known_idea idea ON idea.round_id = h.round_id AND idea.proposal_id = h.thing_id
                WHERE h.happening_id = following_news.happening_id AND idea.is_hidden = 1)
        """);

    private static readonly Sql Delete = new("""
        DELETE FROM following_news
        WHERE subject = @subject AND notice_id IS NULL AND happening_id IN (SELECT item FROM {texts @happenings} AS given)
        """);

    /// <summary>As <see cref="StateText"/> writes a <see cref="V1.HowOften"/>.</summary>
    public string HowOften { get; init; } = "";

    public DateTimeOffset DueAt { get; init; }
    public string HappeningId { get; init; } = "";
    public string Reason { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string ThingId { get; init; } = "";
    public string Mark { get; init; } = "";
    public DateTimeOffset HappenedAt { get; init; }

    /// <summary>Of the idea or the group; empty where it is of neither, or we have not heard it.</summary>
    public string Title { get; init; } = "";

    public string RoundTitle { get; init; } = "";
    public string AreaName { get; init; } = "";

    /// <summary>Of the group whose new idea it is; empty where it is of none, or its words are hidden.</summary>
    public string GroupName { get; init; } = "";

    /// <summary>1 where nobody sees what it is of any more.</summary>
    public int IsGone { get; init; }

    /// <summary>1 where what it is of is hidden, and may be shown again.</summary>
    public int IsHidden { get; init; }

    /// <summary>Everybody may read what it is of.</summary>
    public bool IsShown => IsGone == 0 && IsHidden == 0;

    /// <summary>Whose news it is, where it is a group's.</summary>
    public string GroupId => Happened.GroupId;

    private bool IsOfGroup => RoundId.Length == 0;

    private HappeningRow Happened => new() { Reason = Reason, RoundId = RoundId, AreaCode = AreaCode, ThingId = ThingId, Mark = Mark };

    /// <summary>
    /// What somebody was not told yet and is not hidden, what is due first: however much waits for Monday, it holds up nothing.
    /// </summary>
    public static Task<IReadOnlyList<NewsRow>> LoadWaiting(Session session, string subject) =>
        session.Many<NewsRow>(SelectWaiting, new { subject, most = Most });

    /// <summary>What somebody's message has, the oldest first, as it is at this moment.</summary>
    public static async Task<IReadOnlyList<NewsRow>> LoadIn(Session session, string noticeId, string subject)
    {
        List<NewsRow> news = [];
        foreach (var row in await session.Many<NewsRow>(SelectIn, new { noticeId, subject, most = Most }))
        {
            var group = row.GroupId.Length > 0 ? await GroupRow.LoadOrNull(session, row.GroupId) : null;
            var name = group is { IsHidden: false } ? group.Name : "";
            news.Add(!row.IsOfGroup ? row with { GroupName = name }
                : name.Length > 0 ? row with { Title = name } : row with { IsGone = 1 });
        }

        return news;
    }

    /// <summary>How many more there are in somebody's message than <see cref="LoadIn"/> gives.</summary>
    public static async Task<int> LoadBeyond(Session session, string noticeId, string subject) =>
        (int)Math.Max(0, await session.One<long>(CountIn, new { noticeId, subject }) - Most);

    /// <summary>What of all that waits is told now: where anything is due, all that is, with what is told at once. Pure.</summary>
    internal static IReadOnlyList<NewsRow> Decide(IReadOnlyList<NewsRow> waiting, DateTimeOffset now) =>
        waiting.Any(news => news.DueAt <= now)
            ? [.. waiting.Where(news => news.DueAt <= now || news.HowOften == StateText.Of(V1.HowOften.AtOnce))]
            : [];

    /// <summary>All that is due and what is told at once is in that message, and in no other; what is hidden goes on waiting.</summary>
    public static Task Put(Transaction transaction, string subject, DateTimeOffset now, string noticeId) =>
        transaction.Execute(PutIn, new { subject, now, noticeId });

    /// <summary>They are told to nobody.</summary>
    public static Task Drop(Transaction transaction, string subject, IEnumerable<NewsRow> news) =>
        transaction.Execute(Delete, new { subject, happenings = Sql.List(news.Select(one => one.HappeningId)) });

    /// <inheritdoc cref="HappeningRow.Concerns"/>
    public bool Concerns(FollowingRow following) => Happened.Concerns(following);
}
