using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>The groups that go on and whose words are shown, the newest first; of an area, or with a part of a name.</summary>
internal sealed class ListGroups(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{GroupRow.Columns}} FROM {{GroupRow.From}}
        WHERE g.sequence < @Sequence AND g.closed_at IS NULL AND (hid.state IS NULL OR hid.state IN ('SHOWN', 'SHOWN_AGAIN'))
            AND (@area = '' OR g.area_code = @area) AND g.name_key LIKE @pattern ESCAPE '~'
        ORDER BY g.sequence DESC {limit @Count}
        """);

    public async Task<ListGroupsResponse> Handle(ListGroupsRequest request, CancellationToken cancellation)
    {
        new Fields().Code("area_code", request.AreaCode, required: false).Text("query", request, required: false).Check();
        var page = Page.Of(
            request.PageSize, request.PageToken, $"groups {request.AreaCode}\n{request.Query}", PageKey.Last, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<GroupRow>(
            Select, new { page.Sequence, page.Count, area = request.AreaCode, pattern = PatternOf(request.Query) });
        var answer = new ListGroupsResponse();
        answer.NextPageToken = page.Fill(answer.Groups, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage(inside: false));
        return answer;
    }

    /// <summary>Everything with that in it, where the signs of patterns are signs like others.</summary>
    internal static string PatternOf(string query) => string.Concat(
        "%", string.Concat(GroupRow.KeyOf(query).Select(sign => sign is '~' or '%' or '_' or '[' ? $"~{sign}" : $"{sign}")), "%");
}
