using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Releases;

/// <summary>One release, or the releases, newest first.</summary>
internal sealed class ReadReleases(Database database)
{
    private static readonly Sql SelectPage = new("SELECT " + ReleaseRow.Columns + """
         FROM release
        WHERE (@RoundId = '' OR round_id = @RoundId) AND state IN @states
            AND (proposed_at < @At OR (proposed_at = @At AND release_id < @Id))
        ORDER BY proposed_at DESC, release_id DESC {limit @count}
        """);

    public async Task<Release> Handle(GetReleaseRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("release_id", request.ReleaseId).Check();
        await using var session = await database.Read(cancellation);
        return await ReleaseRow.Show(session, request.ReleaseId, caller);
    }

    public async Task<ListReleasesResponse> Handle(ListReleasesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId, required: false).Check();
        var states = StateText.Wanted(request.States);
        var size = PageToken.Size(request.PageSize, normal: 20, max: 100);
        var question = $"releases of {request.RoundId} in {string.Join(',', states)}";
        var from = Place.NewestFirst(request.PageToken, question);

        await using var session = await database.Read(cancellation);
        var found = await session.Many<ReleaseRow>(SelectPage, new { request.RoundId, states, from.At, from.Id, count = size + 1 });

        var (page, next) = Place.Cut(found, size, question, row => (row.ProposedAt, row.ReleaseId));
        var lines = await ReleaseRow.Lines(session, page.Select(row => row.ReleaseId));
        var answer = new ListReleasesResponse { NextPageToken = next };
        answer.Releases.AddRange(page.Select(row => row.ToRelease(lines[row.ReleaseId], caller)));
        return answer;
    }
}
