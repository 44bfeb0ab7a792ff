using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Profile;

/// <summary>How the council calls itself and did before, the newest first, for all of the staff to read.</summary>
internal sealed class ListProfiles(Database database)
{
    private static readonly Sql SelectPage = new($$"""
        SELECT {{ProfileRow.Columns}} FROM council_profile WHERE version < @Sequence ORDER BY version DESC {limit @Count}
        """);

    public async Task<ListProfilesResponse> Handle(ListProfilesRequest request, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "profiles", PageKey.Last, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var found = await session.Many<ProfileRow>(SelectPage, new { page.Sequence, page.Count });
        var answer = new ListProfilesResponse();
        answer.NextPageToken = page.Fill(answer.Profiles, found, row => PageKey.Of(row.Version), row => row.ToMessage());
        return answer;
    }
}
