using Participatory.Grants.Groups;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Awards;

/// <summary>One award, the awards of a round, or the caller's own.</summary>
internal sealed class ReadAwards(Database database)
{
    // A round and all of them are two statements: a server that makes one plan for both looks at everything for a round.
    private const string Listed = """
        state IN (SELECT item FROM {texts @states} AS given)
            AND (won_at > @At OR (won_at = @At AND award_id > @Id))
        ORDER BY won_at, award_id {limit @count}
        """;

    private static readonly Sql SelectPage = new("SELECT " + AwardRow.ShownColumns + " FROM award WHERE " + Listed);

    private static readonly Sql SelectPageOfRound = new(
        "SELECT " + AwardRow.ShownColumns + " FROM award WHERE round_id = @RoundId AND " + Listed);

    private static readonly Sql SelectPageOfGroup = new(
        "SELECT " + AwardRow.ShownColumns + " FROM award WHERE group_id = @GroupId AND (@RoundId = '' OR round_id = @RoundId) AND "
            + Listed);

    // Their own, and those of groups for which they may say yes to money.
    private static readonly Sql SelectMine = new("SELECT " + AwardRow.ShownColumns + """
         FROM award
        WHERE award_id IN (
                SELECT own.award_id FROM award own WHERE own.recipient = @Subject AND own.group_id = ''
                UNION ALL
                SELECT ours.award_id FROM award ours JOIN group_signer signer ON signer.group_id = ours.group_id
                WHERE signer.subject = @Subject AND ours.offered_at IS NOT NULL)
            AND (offered_at < @At OR (offered_at = @At AND award_id < @Id))
        ORDER BY offered_at DESC, award_id DESC {limit @count}
        """);

    public async Task<Award> Handle(GetAwardRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("award_id", request.AwardId).Check();
        await using var session = await database.Read(cancellation);
        return (await AwardRow.Load(session, request.AwardId)).ToMessage(caller);
    }

    public async Task<ListAwardsResponse> Handle(ListAwardsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId, required: false).Id("group_id", request.GroupId, required: false).Check();
        var states = StateText.Wanted(request.States);
        var question = $"awards of {request.RoundId} in {string.Join(',', states)}"
            + (request.GroupId.Length > 0 ? $" of group {request.GroupId}" : "");
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.First, normal: 50, max: 200);

        await using var session = await database.Read(cancellation);
        var found = await session.Many<AwardRow>(
            request.GroupId.Length > 0 ? SelectPageOfGroup : request.RoundId.Length == 0 ? SelectPage : SelectPageOfRound,
            new { request.RoundId, request.GroupId, states = Sql.List(states), page.At, page.Id, count = page.Count });
        return await LoadAnswer(session, page, found, row => PageKey.Of(row.WonAt, row.AwardId), caller);
    }

    public async Task<ListAwardsResponse> Handle(ListMyAwardsRequest request, Caller caller, CancellationToken cancellation)
    {
        var question = $"awards for {caller.Subject}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.Last, normal: 50, max: 200);

        await using var session = await database.Read(cancellation);
        var found = await session.Many<AwardRow>(SelectMine, new { caller.Subject, page.At, page.Id, count = page.Count });
        return await LoadAnswer(session, page, found, row => PageKey.Of(row.OfferedAt!.Value, row.AwardId), caller);
    }

    private static async Task<ListAwardsResponse> LoadAnswer(
        Session session, Page page, IReadOnlyList<AwardRow> found, Func<AwardRow, PageKey> keyOf, Caller caller)
    {
        var groups = await GroupSigners.LoadGroups(session, caller);
        var answer = new ListAwardsResponse();
        answer.NextPageToken = page.Fill(answer.Awards, found, keyOf, row => row.SeenBy(caller, groups).ToMessage(caller));
        return answer;
    }
}
