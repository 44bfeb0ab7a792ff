using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Opera;

/// <summary>The rooms of a round, newest first: those of the officer's own areas.</summary>
internal sealed class ListOperaRooms(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{OperaRoomRow.Columns}} FROM opera_room r
        WHERE r.round_id = @roundId AND (@everywhere = 1 OR r.area_code IN (SELECT item FROM {texts @areas} AS given))
            AND r.sequence < @before
        ORDER BY r.sequence DESC {limit @limit}
        """);

    public async Task<ListOperaRoomsResponse> Handle(ListOperaRoomsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        var page = Page.Of(request.PageSize, request.PageToken, $"opera rooms {request.RoundId}", PageKey.Last, normal: 50, max: 100);
        await using var session = await database.Read(cancellation);
        await RoundRow.Load(session, request.RoundId);
        var rows = await session.Many<OperaRoomRow>(Select, new
        {
            roundId = request.RoundId,
            everywhere = caller.Areas.Count == 0 ? 1 : 0,
            areas = Sql.List(caller.Areas.Order(StringComparer.Ordinal)),
            before = page.Sequence,
            limit = page.Count,
        });
        var answer = new ListOperaRoomsResponse();
        answer.NextPageToken = page.Fill(answer.Rooms, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage());
        return answer;
    }
}
