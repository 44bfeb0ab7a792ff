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
        var size = PageToken.Size(request.PageSize, normal: 50, max: 100);
        var question = $"funder-links {request.RoundId}";
        var after = Place.Read(request.PageToken, question, Place.Last);

        await using var session = await database.Read(cancellation);
        var rows = await session.Many<FunderLinkRow>(Select, new { request.RoundId, after.At, after.Id, Count = size + 1 });
        var answer = new ListFunderLinksResponse
        {
            NextPageToken = rows.Count > size ? new Place(rows[size - 1].MadeAt, rows[size - 1].LinkId).Token(question) : "",
        };
        answer.Links.AddRange(rows.Take(size).Select(row => row.ToMessage()));
        return answer;
    }
}
