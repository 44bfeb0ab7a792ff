using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Fairness;

/// <summary>Whose ideas came through in a round, once it is counted.</summary>
internal sealed class GetFairness(Database database)
{
    private static readonly Sql SelectCount = new("""
        SELECT counted_at, proposed, feasible, won, paid FROM fairness_count WHERE round_id = @RoundId
        """);

    private static readonly Sql SelectCells = new("""
        SELECT question, choice, stage, people FROM fairness_cell WHERE round_id = @RoundId ORDER BY question, choice
        """);

    public async Task<V1.Fairness> Handle(GetFairnessRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        var count = await session.One<CountRow>(SelectCount, new { request.RoundId });
        var cells = (await session.Many<CellRow>(SelectCells, new { request.RoundId })).ToLookup(cell => (cell.Question, cell.Choice));

        var answer = new V1.Fairness
        {
            RoundId = request.RoundId, CountTime = count?.CountedAt.ToTimestamp(), MaySay = caller.IsSignedIn
            && count is null
        };
        if (count is not null)
        {
            answer.Everybody.AddRange([count.Proposed, count.Feasible, count.Won, count.Paid]);
        }

        foreach (var (question, choices) in Questions.All)
        {
            var offered = new Choices { Question = question };
            offered.Codes.AddRange(choices);
            answer.Choices.Add(offered);

            var name = ((int)question).ToString(CultureInfo.InvariantCulture);
            string[] rows = [.. choices, ""];
            // Where nothing can be shown there is no table.
            if (rows.Any(choice => cells.Contains((name, choice))))
            {
                var table = new FairnessTable { Question = question };
                table.Rows.AddRange(rows.Select(choice => Row(choice, cells[(name, choice)])));
                answer.Tables.Add(table);
            }
        }

        return answer;
    }

    private static FairnessRow Row(string choice, IEnumerable<CellRow> cells)
    {
        var row = new FairnessRow { Choice = choice };
        row.People.AddRange(cells.OrderBy(cell => FairnessStages.NumberOf(cell.Stage)).Select(cell => cell.People));
        return row;
    }

    private sealed record CountRow
    {
        public DateTimeOffset CountedAt { get; init; }
        public int Proposed { get; init; }
        public int Feasible { get; init; }
        public int Won { get; init; }
        public int Paid { get; init; }
    }

    private sealed record CellRow
    {
        public string Question { get; init; } = "";
        public string Choice { get; init; } = "";
        public string Stage { get; init; } = "";
        public int People { get; init; }
    }
}
