using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Releases;

/// <summary>One release, or the releases, newest first.</summary>
internal sealed class ReadReleases(Database database)
{
    // A round and all of them are two statements: a server that makes one plan for both looks at everything for a round.
    private const string Listed = """
        state IN (SELECT item FROM {texts @states} AS given)
            AND (proposed_at < @At OR (proposed_at = @At AND release_id < @Id))
        ORDER BY proposed_at DESC, release_id DESC {limit @count}
        """;

    private static readonly Sql SelectPage = new("SELECT " + ReleaseRow.Columns + " FROM release WHERE " + Listed);

    private static readonly Sql SelectPageOfRound = new(
        "SELECT " + ReleaseRow.Columns + " FROM release WHERE round_id = @RoundId AND " + Listed);

    public async Task<Release> Handle(GetReleaseRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("release_id", request.ReleaseId).Check();
        await using var session = await database.Read(cancellation);
        return await ReleaseRow.LoadMessage(session, request.ReleaseId, caller);
    }

    public async Task<ListReleasesResponse> Handle(ListReleasesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId, required: false).Check();
        var states = StateText.Wanted(request.States);
        var question = $"releases of {request.RoundId} in {string.Join(',', states)}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.Last, normal: 20, max: 100);

        await using var session = await database.Read(cancellation);
        var found = await session.Many<ReleaseRow>(
            request.RoundId.Length == 0 ? SelectPage : SelectPageOfRound,
            new { request.RoundId, states = Sql.List(states), page.At, page.Id, count = page.Count });
        var lines = await ReleaseRow.LoadLines(session, found.Select(row => row.ReleaseId));
        var answer = new ListReleasesResponse();
        answer.NextPageToken = page.Fill(
            answer.Releases, found, row => PageKey.Of(row.ProposedAt, row.ReleaseId), row => row.ToMessage(lines[row.ReleaseId], caller));
        return answer;
    }
}
