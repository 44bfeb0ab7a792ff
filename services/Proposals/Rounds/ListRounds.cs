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
        var size = PageToken.Size(request.PageSize, normal: 20, max: 100);
        var before = Pages.Start(request.PageToken, Question, first: long.MaxValue);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<RoundRow>(Select, new { before, limit = size + 1 });
        var shown = (await RoundView.LoadMessages(session, rows)).ToDictionary(round => round.RoundId);
        var (items, next) = Pages.Cut(rows, size, Question, row => row.Sequence, row => shown[row.RoundId]);
        return new ListRoundsResponse { Rounds = { items }, NextPageToken = next };
    }
}
