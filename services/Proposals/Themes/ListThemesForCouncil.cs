using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Themes;

/// <summary>Shows officers the themes of their areas, those that nobody else reads yet among them.</summary>
internal sealed class ListThemesForCouncil(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{ThemeRow.Columns}} FROM theme t
        WHERE t.round_id = @roundId AND t.sequence > @after
            AND (@everywhere = 1 OR t.area_code IN (SELECT item FROM {texts @areas} AS given))
        ORDER BY t.sequence {limit @limit}
        """);

    public async Task<ListThemesForCouncilResponse> Handle(
        ListThemesForCouncilRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        var page = Page.Of(
            request.PageSize, request.PageToken, $"themes for the council {request.RoundId}", PageKey.First, normal: 50, max: 100);
        await using var session = await database.Read(cancellation);
        var round = await RoundRow.Load(session, request.RoundId);
        var rows = await session.Many<ThemeRow>(Select, new
        {
            roundId = round.RoundId,
            everywhere = caller.Areas.Count == 0 ? 1 : 0,
            areas = Sql.List(caller.Areas.Order(StringComparer.Ordinal)),
            after = page.Sequence,
            limit = page.Count,
        });
        var answer = new ListThemesForCouncilResponse();
        answer.NextPageToken = page.Fill(answer.Themes, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage());
        return answer;
    }
}
