using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Logos;

/// <summary>Which logo the council has and had, the newest first, for all of the staff to see.</summary>
internal sealed class ListLogos(Database database)
{
    private static readonly Sql SelectPage = new($$"""
        SELECT {{LogoRow.Columns}} FROM {{LogoRow.From}} WHERE l.version < @Sequence ORDER BY l.version DESC {limit @Count}
        """);

    public async Task<ListLogosResponse> Handle(ListLogosRequest request, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "logos", PageKey.Last, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var found = await session.Many<LogoRow>(SelectPage, new { page.Sequence, page.Count });
        var answer = new ListLogosResponse();
        answer.NextPageToken = page.Fill(answer.Logos, found, row => PageKey.Of(row.Version), row => row.ToMessage());
        return answer;
    }
}
