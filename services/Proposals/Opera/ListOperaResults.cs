using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Opera;

/// <summary>The rooms of a round of which something came, newest first, for everybody.</summary>
internal sealed class ListOperaResults(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{OperaRoomRow.Columns}} FROM opera_room r
        WHERE r.round_id = @roundId AND r.closed_at IS NOT NULL AND r.sequence < @before
            AND EXISTS (SELECT 1 FROM opera_note WHERE opera_note.room_id = r.room_id)
        ORDER BY r.sequence DESC {limit @limit}
        """);

    public async Task<ListOperaResultsResponse> Handle(ListOperaResultsRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        var page = Page.Of(request.PageSize, request.PageToken, $"opera results {request.RoundId}", PageKey.Last, normal: 50, max: 100);
        await using var session = await database.Read(cancellation);
        await RoundRow.Load(session, request.RoundId);
        var rows = await session.Many<OperaRoomRow>(Select, new
        {
            roundId = request.RoundId, before = page.Sequence, limit = page.Count,
        });
        var answer = new ListOperaResultsResponse();
        answer.NextPageToken = page.Fill(answer.Results, rows, row => PageKey.Of(row.Sequence), row => GetOperaResult.Of(row));
        return answer;
    }
}
