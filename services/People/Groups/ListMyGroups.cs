using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>The caller's own groups, the newest first, those that are closed and hidden, too.</summary>
internal sealed class ListMyGroups(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{GroupRow.Columns}} FROM {{GroupRow.From}}
            JOIN group_member mine ON mine.group_id = g.group_id
        WHERE mine.subject = @subject AND g.sequence < @Sequence
        ORDER BY g.sequence DESC {limit @Count}
        """);

    public async Task<ListMyGroupsResponse> Handle(ListMyGroupsRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "my groups", PageKey.Last, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<GroupRow>(Select, new { subject = caller.Subject, page.Sequence, page.Count });
        var answer = new ListMyGroupsResponse();
        answer.NextPageToken = page.Fill(
            answer.Groups, rows, row => PageKey.Of(row.Sequence), row => new Group(row.ToMessage(inside: true)) { Mine = true });
        return answer;
    }
}
