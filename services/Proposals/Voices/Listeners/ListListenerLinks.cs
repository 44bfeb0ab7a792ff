using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices.Listeners;

/// <summary>The links of a round, newest first, without their secrets, which nobody here has: those of the officer's own areas.</summary>
internal sealed class ListListenerLinks(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{ListenerLinkRow.Columns}} FROM listener_link
        WHERE round_id = @roundId AND (@everywhere = 1 OR area_code IN (SELECT item FROM {texts @areas} AS given))
            AND (made_at < @at OR (made_at = @at AND link_id < @id))
        ORDER BY made_at DESC, link_id DESC {limit @limit}
        """);

    public async Task<ListListenerLinksResponse> Handle(ListListenerLinksRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        var page = Page.Of(
            request.PageSize, request.PageToken, $"listener links {request.RoundId}", PageKey.Last, normal: 50, max: 100);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<ListenerLinkRow>(Select, new
        {
            roundId = request.RoundId,
            everywhere = caller.Areas.Count == 0 ? 1 : 0,
            areas = Sql.List(caller.Areas.Order(StringComparer.Ordinal)),
            at = page.At,
            id = page.Id,
            limit = page.Count,
        });
        var answer = new ListListenerLinksResponse();
        answer.NextPageToken = page.Fill(answer.Links, rows, row => PageKey.Of(row.MadeAt, row.LinkId), row => row.ToMessage());
        return answer;
    }
}
