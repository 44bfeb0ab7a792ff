using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Funders;

/// <summary>The links of a round, newest first, without their secrets, which nobody has.</summary>
internal sealed class ListFunderLinks(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{FunderLinkRow.Columns}} FROM funder_link
        WHERE round_id = @RoundId AND (made_at < @At OR (made_at = @At AND link_id < @Id))
        ORDER BY made_at DESC, link_id DESC {limit @Count}
        """);

    public async Task<ListFunderLinksResponse> Handle(ListFunderLinksRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        var question = $"funder-links {request.RoundId}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.Last, normal: 50, max: 100);

        await using var session = await database.Read(cancellation);
        var rows = await session.Many<FunderLinkRow>(Select, new { request.RoundId, page.At, page.Id, page.Count });
        var answer = new ListFunderLinksResponse();
        answer.NextPageToken = page.Fill(answer.Links, rows, row => PageKey.Of(row.MadeAt, row.LinkId), row => row.ToMessage());
        return answer;
    }
}
