using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>Shows every round, newest first.</summary>
internal sealed class ListRounds(Database database)
{
    private const string Question = "rounds";

    private static readonly Sql Select = new($$"""
        SELECT {{RoundRow.Columns}} FROM round WHERE sequence < @before ORDER BY sequence DESC {limit @limit}
        """);

    public async Task<ListRoundsResponse> Handle(ListRoundsRequest request, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, Question, PageKey.Last, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<RoundRow>(Select, new { before = page.Sequence, limit = page.Count });
        var shown = (await RoundView.LoadMessages(session, rows)).ToDictionary(round => round.RoundId);
        var answer = new ListRoundsResponse();
        answer.NextPageToken = page.Fill(answer.Rounds, rows, row => PageKey.Of(row.Sequence), row => shown[row.RoundId]);
        return answer;
    }
}
