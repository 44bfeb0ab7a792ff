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
            CASE WHEN idea.is_hidden = 1 OR idea.withdrawn_at IS NOT NULL THEN 1 ELSE 0 END AS is_gone
        """;

    private const string From = """
        following_news news JOIN happening h ON h.happening_id = news.happening_id
            LEFT JOIN known_idea idea ON idea.round_id = h.round_id AND idea.proposal_id = h.thing_id
            LEFT JOIN known_round round ON round.round_id = h.round_id
            LEFT JOIN known_area area ON area.round_id = h.round_id AND area.area_code = h.area_code
        """;

    private static readonly Sql SelectWaiting = new($$"""
        SELECT {{Columns}} FROM {{From}} WHERE news.subject = @subject AND news.notice_id IS NULL
        ORDER BY news.due_at, h.happened_at, h.happening_id {limit @most}
        """);

    private static readonly Sql SelectIn = new($$"""
        SELECT {{Columns}} FROM {{From}} WHERE news.notice_id = @noticeId AND news.subject = @subject
        ORDER BY h.happened_at, h.happening_id {limit @most}
        """);

    private static readonly Sql PutIn = new("""
        UPDATE following_news SET notice_id = @noticeId
        WHERE subject = @subject AND notice_id IS NULL AND happening_id IN (SELECT item FROM {texts @happenings} AS given)
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

    /// <summary>1 where nobody sees what it is of any more.</summary>
    public int IsGone { get; init; }

    /// <summary>Everybody may read what it is of.</summary>
    public bool IsShown => IsGone == 0;

    private bool IsOfGroup => RoundId.Length == 0;

    /// <summary>What somebody was not told yet, what is due first: however much waits for Monday, it holds up nothing.</summary>
    public static Task<IReadOnlyList<NewsRow>> LoadWaiting(Session session, string subject) =>
        session.Many<NewsRow>(SelectWaiting, new { subject, most = Most });

    /// <summary>What somebody's message has, the oldest first, as it is at this moment.</summary>
    public static async Task<IReadOnlyList<NewsRow>> LoadIn(Session session, string noticeId, string subject)
    {
        List<NewsRow> news = [];
        foreach (var row in await session.Many<NewsRow>(SelectIn, new { noticeId, subject, most = Most }))
        {
            var group = row.IsOfGroup ? await GroupRow.LoadOrNull(session, row.ThingId) : null;
            news.Add(!row.IsOfGroup ? row
                : group is { IsHidden: false } ? row with { Title = group.Name } : row with { IsGone = 1 });
        }

        return news;
    }

    /// <summary>What of all that waits is told now: where anything is due, all that is, with what is told at once. Pure.</summary>
    internal static IReadOnlyList<NewsRow> Decide(IReadOnlyList<NewsRow> waiting, DateTimeOffset now) =>
        waiting.Any(news => news.DueAt <= now)
            ? [.. waiting.Where(news => news.DueAt <= now || news.HowOften == StateText.Of(V1.HowOften.AtOnce))]
            : [];

    /// <summary>They are in that message, and in no other.</summary>
    public static Task Put(Transaction transaction, string subject, IEnumerable<NewsRow> news, string noticeId) =>
        transaction.Execute(PutIn, new { subject, noticeId, happenings = Sql.List(news.Select(one => one.HappeningId)) });

    /// <summary>They are told to nobody.</summary>
    public static Task Drop(Transaction transaction, string subject, IEnumerable<NewsRow> news) =>
        transaction.Execute(Delete, new { subject, happenings = Sql.List(news.Select(one => one.HappeningId)) });

    /// <inheritdoc cref="HappeningRow.Concerns"/>
    public bool Concerns(FollowingRow following) => new HappeningRow
    {
        Reason = Reason, RoundId = RoundId, AreaCode = AreaCode, ThingId = ThingId,
    }.Concerns(following);
}
