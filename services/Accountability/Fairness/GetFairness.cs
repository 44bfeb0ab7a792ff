using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Fairness;

/// <summary>Whose ideas came through in a round, once it is counted, beside those who live there, where we have their numbers.</summary>
internal sealed class GetFairness(Database database)
{
    private static readonly Sql SelectCount = new("""
        SELECT counted_at, proposed, feasible, won, paid FROM fairness_count WHERE round_id = @RoundId
        """);

    private static readonly Sql SelectCells = new("""
        SELECT '' AS area_code, question, choice, stage, people FROM fairness_cell WHERE round_id = @RoundId
        UNION ALL SELECT area_code, question, choice, stage, people FROM fairness_area_cell WHERE round_id = @RoundId
        """);

    private static readonly Sql SelectTotals = new("""
        SELECT area_code, '' AS question, '' AS choice, stage, people FROM fairness_area_total WHERE round_id = @RoundId
        """);

    private static readonly Sql SelectAreas = new("SELECT area_code, name FROM round_area WHERE round_id = @RoundId");

    private static readonly Sql SelectLiving = new("""
        SELECT area_code, question, choice, people FROM residents_number
        WHERE load_id = @LoadId AND area_code IN (SELECT area_code FROM round_area WHERE round_id = @RoundId)
        """);

    public async Task<V1.Fairness> Handle(GetFairnessRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        var count = await session.One<CountRow>(SelectCount, new { request.RoundId });
        var areas = await session.Many<KnownArea>(SelectAreas, new { request.RoundId });
        var totals = (await session.Many<CellRow>(SelectTotals, new { request.RoundId }))
            .ToLookup(total => total.AreaCode, StringComparer.Ordinal);
        var shown = await ResidentsRow.LoadShownOrNull(session);
        var living = shown is null ? [] : await LoadLiving(session, request.RoundId, shown.LoadId);
        var tables = new Shown(await session.Many<CellRow>(SelectCells, new { request.RoundId }), living);

        var answer = new V1.Fairness
        {
            RoundId = request.RoundId, CountTime = count?.CountedAt.ToTimestamp(), MaySay = caller.IsSignedIn && count is null,
            Residents = living.Count > 0 ? shown?.ToMessage() : null,
        };
        if (count is not null)
        {
            answer.Everybody.AddRange([count.Proposed, count.Feasible, count.Won, count.Paid]);
        }

        answer.Choices.AddRange(Questions.All.Select(offered => new Choices { Question = offered.Key, Codes = { offered.Value } }));
        answer.Tables.AddRange(tables.Of("", answer.Everybody));
        foreach (var area in areas.OrderBy(area => area.Name, StringComparer.Ordinal))
        {
            var one = new FairnessArea { AreaCode = area.AreaCode, Name = area.Name };
            one.Everybody.AddRange(InOrder(totals[area.AreaCode]));
            one.Tables.AddRange(tables.Of(area.AreaCode, one.Everybody));
            answer.Areas.Add(one);
        }

        answer.NotHeard.AddRange(answer.Tables.SelectMany(table => Gaps.In("", table))
            .Concat(answer.Areas.SelectMany(area => area.Tables.SelectMany(table => Gaps.In(area.AreaCode, table))))
            .OrderByDescending(Gaps.SizeOf));
        return answer;
    }

    // Numbers under ten are in no sum either, so that nobody can take the others from it.
    private static async Task<IReadOnlyList<ResidentsNumber>> LoadLiving(Session session, string roundId, string loadId) =>
        [.. (await session.Many<ResidentsNumber>(SelectLiving, new { RoundId = roundId, LoadId = loadId }))
            .Where(number => number.People is 0 or >= SmallNumbers.Fewest)];

    private static IEnumerable<int> InOrder(IEnumerable<CellRow> cells) =>
        cells.OrderBy(cell => FairnessStages.NumberOf(cell.Stage)).Select(cell => cell.People);

    /// <summary>The tables of a round, each of an area; under no code that of all of them.</summary>
    private sealed class Shown(IEnumerable<CellRow> cells, IReadOnlyList<ResidentsNumber> living)
    {
        private readonly ILookup<(string, string, string), CellRow> cells =
            cells.ToLookup(cell => (cell.AreaCode, cell.Question, cell.Choice));

        private readonly Dictionary<(string, string, string), long> living = living
            .Concat(living.GroupBy(number => (number.Question, number.Choice)).Select(same => new ResidentsNumber
            {
                Question = same.Key.Question, Choice = same.Key.Choice, People = same.Sum(number => number.People),
            }))
            .ToDictionary(number => (number.AreaCode, number.Question, number.Choice), number => number.People);

        /// <summary>Where nothing can be shown there is no table.</summary>
        public IEnumerable<FairnessTable> Of(string areaCode, IReadOnlyList<int> everybody) =>
            Questions.Groups.Keys.Select(question => Of(areaCode, question, everybody))
                .Where(table => table.Rows.Any(row => row.People.Count > 0 || row.HasLiving));

        private FairnessTable Of(string areaCode, AboutMe question, IReadOnlyList<int> everybody)
        {
            var table = new FairnessTable { Question = question };
            foreach (var choice in Questions.Groups[question].Append(""))
            {
                var key = (areaCode, Questions.NameOf(question), choice);
                var row = new FairnessRow { Choice = choice };
                row.People.AddRange(InOrder(cells[key]));
                if (living.TryGetValue(key, out var many))
                {
                    row.Living = many;
                }

                table.Rows.Add(row);
            }

            table.Living = table.Rows.Sum(row => row.Living);
            table.Told.AddRange(Gaps.Told(table.Rows, everybody));
            return table;
        }
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
        public string AreaCode { get; init; } = "";
        public string Question { get; init; } = "";
        public string Choice { get; init; } = "";
        public string Stage { get; init; } = "";
        public int People { get; init; }
    }
}
