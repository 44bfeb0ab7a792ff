using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Sorting;

/// <summary>Shows the card sorts of a round in the order in which they were opened.</summary>
internal sealed class ListCardSorts(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{CardSortRow.Columns}} FROM card_sort s
        WHERE s.round_id = @roundId AND s.sequence > @after ORDER BY s.sequence {limit @limit}
        """);

    public async Task<ListCardSortsResponse> Handle(ListCardSortsRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        var page = Page.Of(request.PageSize, request.PageToken, $"card sorts {request.RoundId}", PageKey.First, normal: 50, max: 100);
        await using var session = await database.Read(cancellation);
        var round = await RoundRow.Load(session, request.RoundId);
        var rows = await session.Many<CardSortRow>(
            Select, new { roundId = round.RoundId, after = page.Sequence, limit = page.Count });
        var answer = new ListCardSortsResponse();
        answer.NextPageToken = page.Fill(answer.Sorts, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage());
        return answer;
    }
}
