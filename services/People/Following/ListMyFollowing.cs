using Participatory.People.Groups;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Following;

/// <summary>What the caller follows, the newest first, with what it is called.</summary>
internal sealed class ListMyFollowing(Database database)
{
    private static readonly Sql Select = new("""
        SELECT f.sequence, f.kind, f.round_id, f.thing_id, f.how_often, f.followed_at,
            COALESCE(idea.title, '') AS idea_title, COALESCE(round.title, '') AS round_title, COALESCE(area.name, '') AS area_name,
            CASE WHEN idea.is_hidden = 1 OR idea.withdrawn_at IS NOT NULL THEN 1 ELSE 0 END AS is_gone
        FROM following f
            LEFT JOIN known_idea idea ON idea.round_id = f.round_id AND idea.proposal_id = f.thing_id AND f.kind = 'IDEA'
            LEFT JOIN known_round round ON round.round_id = f.round_id
            LEFT JOIN known_area area ON area.round_id = f.round_id AND area.area_code = f.thing_id AND f.kind = 'AREA'
        WHERE f.subject = @subject AND f.sequence < @Sequence
        ORDER BY f.sequence DESC {limit @Count}
        """);

    public async Task<ListMyFollowingResponse> Handle(ListMyFollowingRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "my following", PageKey.Last, normal: 50, max: FollowingRow.Most);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<NamedRow>(Select, new { subject = caller.Subject, page.Sequence, page.Count });
        var answer = new ListMyFollowingResponse();
        answer.NextPageToken = await page.Fill(
            answer.Following, rows, row => PageKey.Of(row.Sequence), row => LoadMessage(session, row));
        return answer;
    }

    private static async Task<Followed> LoadMessage(Session session, NamedRow row)
    {
        var following = new FollowingRow
        {
            Kind = row.Kind, RoundId = row.RoundId, ThingId = row.ThingId, HowOften = row.HowOften, FollowedAt = row.FollowedAt,
        };
        var message = following.ToMessage();
        message.Title = following.KindNow switch
        {
            FollowingKind.Idea => row.IsGone == 0 ? row.IdeaTitle : "",
            FollowingKind.Area => row.AreaName,
            FollowingKind.Group => await GroupRow.LoadOrNull(session, row.ThingId) is { IsHidden: false } group ? group.Name : "",
            _ => row.RoundTitle,
        };
        message.RoundTitle = following.KindNow is FollowingKind.Idea or FollowingKind.Area ? row.RoundTitle : "";
        return message;
    }

    private sealed record NamedRow
    {
        public long Sequence { get; init; }
        public string Kind { get; init; } = "";
        public string RoundId { get; init; } = "";
        public string ThingId { get; init; } = "";
        public string HowOften { get; init; } = "";
        public DateTimeOffset FollowedAt { get; init; }
        public string IdeaTitle { get; init; } = "";
        public string RoundTitle { get; init; } = "";
        public string AreaName { get; init; } = "";

        /// <summary>1 where nobody sees it any more.</summary>
        public int IsGone { get; init; }
    }
}
