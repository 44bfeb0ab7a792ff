using Participatory.Accountability.V1;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Fairness;

/// <summary>
/// Counts a round once, when everybody who won has been paid or <see cref="Patience"/> after its result: lays what people
/// said beside how far they came, in memory only, keeps the numbers that may be shown, and forgets the rest with its key.
/// It is shown once and whole, so that nobody can take yesterday's numbers from today's.
/// </summary>
internal sealed class CountRound(Database database, RoundKeys keys, TimeProvider clock, ILogger<CountRound> log)
{
    public static readonly TimeSpan Patience = TimeSpan.FromDays(120);

    private static readonly Sql SelectDue = new("""
        SELECT progress.round_id FROM progress
        WHERE progress.declared_at IS NOT NULL AND progress.paper_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM fairness_count WHERE fairness_count.round_id = progress.round_id)
          AND (progress.declared_at < @LongAgo
            OR NOT EXISTS (SELECT 1 FROM idea
            WHERE idea.round_id = progress.round_id AND idea.won = 1 AND idea.paid_at IS NULL AND idea.ended = ''))
        """);

    private static readonly Sql SelectPeople = new("""
        SELECT DISTINCT idea.proposer, idea.area_code,
            CASE WHEN idea.paid_at IS NOT NULL THEN 'PAID' WHEN idea.won = 1 THEN 'WON' WHEN idea.on_paper = 1
            THEN 'FEASIBLE' ELSE 'PROPOSED' END AS stage
        FROM idea WHERE idea.round_id = @RoundId AND idea.withdrawn = 0 AND idea.joined = 0 AND idea.proposer <> ''
        """);

    private static readonly Sql SelectSaid = new("SELECT token, choice FROM fairness_said WHERE round_id = @RoundId");

    private static readonly Sql LockSaid = new("SELECT token, choice FROM fairness_said {lock} WHERE round_id = @RoundId");

    private static readonly Sql InsertCount = new("""
        INSERT INTO fairness_count (round_id, counted_at, proposed, feasible, won, paid)
        SELECT @RoundId, @Now, @Proposed, @Feasible, @Won, @Paid
        WHERE NOT EXISTS (SELECT 1 FROM fairness_count {lock} WHERE round_id = @RoundId)
        """);

    private static readonly Sql InsertCell = new("""
        INSERT INTO fairness_cell (round_id, question, choice, stage, people) VALUES (@RoundId, @Question, @Choice, @Stage, @People)
        """);

    private static readonly Sql InsertAreaTotal = new("""
        INSERT INTO fairness_area_total (round_id, area_code, stage, people) VALUES (@RoundId, @AreaCode, @Stage, @People)
        """);

    private static readonly Sql InsertAreaCell = new("""
        INSERT INTO fairness_area_cell (round_id, area_code, question, choice, stage, people)
        VALUES (@RoundId, @AreaCode, @Question, @Choice, @Stage, @People)
        """);

    private static readonly Sql DeleteSaid = new("DELETE FROM fairness_said WHERE round_id = @RoundId");

    private static readonly Sql SelectCounted = new("SELECT round_id FROM fairness_count WHERE round_id = @RoundId");

    /// <summary>Counts what is due, and destroys keys that are left from a count that was cut off.</summary>
    public async Task Tick(CancellationToken cancellation)
    {
        IReadOnlyList<string> due;
        await using (var session = await database.Read(cancellation))
        {
            due = await session.Many<string>(SelectDue, new { LongAgo = clock.GetUtcNow() - Patience });
            foreach (var roundId in keys.Rounds().ToList())
            {
                if (await session.One<string>(SelectCounted, new { RoundId = roundId }) is not null)
                {
                    keys.Destroy(roundId);
                }
            }
        }

        foreach (var roundId in due)
        {
            try
            {
                await Count(roundId, cancellation);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                // The others are counted all the same, and this one is tried again.
                log.LogError(failure, "What people of {Round} said about themselves could not be counted", roundId);
            }
        }
    }

    // What may be shown takes a while where there are many areas, so it is worked out before anything is held. Where somebody says
    // something about themselves meanwhile, it is worked out again at the next tick.
    private async Task Count(string roundId, CancellationToken cancellation)
    {
        Asked asked;
        await using (var session = await database.Read(cancellation))
        {
            asked = new Asked(
                await session.Many<IdeaStageRow>(SelectPeople, new { RoundId = roundId }),
                await session.Many<SaidRow>(SelectSaid, new { RoundId = roundId }));
        }

        var people = asked.People();
        var cells = Cells(people, asked.Said, asked.Said.Count == 0 ? null : keys.Of(roundId));
        var all = Reached(people.Select(person => person.Stage));
        var counted = new { RoundId = roundId, Now = clock.GetUtcNow(), Proposed = all[0], Feasible = all[1], Won = all[2], Paid = all[3] };

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Execute(InsertCount, counted) == 0)
        {
            return;
        }

        var now = new Asked(
            await transaction.Many<IdeaStageRow>(SelectPeople, new { RoundId = roundId }),
            await transaction.Many<SaidRow>(LockSaid, new { RoundId = roundId }));
        if (!now.IsAs(asked))
        {
            return;
        }

        await KeepTotals(transaction, roundId, people);
        foreach (var cell in cells)
        {
            await transaction.Execute(cell.AreaCode.Length == 0 ? InsertCell : InsertAreaCell, new
            {
                RoundId = roundId, cell.AreaCode, cell.Question, cell.Choice, cell.Stage, cell.People,
            });
        }

        await transaction.Execute(DeleteSaid, new { RoundId = roundId });
        await transaction.Commit();
        keys.Destroy(roundId);
    }

    private static async Task KeepTotals(Transaction transaction, string roundId, IEnumerable<Person> people)
    {
        foreach (var area in people.GroupBy(person => person.Area, StringComparer.Ordinal))
        {
            var total = Reached(area.Select(person => person.Stage));
            foreach (var (at, many) in total.Index().Where(stage => stage.Item >= SmallNumbers.Fewest))
            {
                await transaction.Execute(
                    InsertAreaTotal, new { RoundId = roundId, AreaCode = area.Key, Stage = FairnessStages.InOrder[at], People = many });
            }
        }
    }

    /// <summary>What may be shown of every question. Pure.</summary>
    private static List<Cell> Cells(
        IReadOnlyList<Person> people, Dictionary<string, string> said, Keyed? key) => key is null ? [] :
    [
        .. from question in Questions.All.Keys
           from cell in CellsOf(question, people.ToLookup(person => (person.Area, Questions.GroupOf(question, said.GetValueOrDefault(
               Convert.ToHexString(Questions.Token(key, person.Proposer, question)), ""))), person => person.Stage))
           select cell,
    ];

    private static IEnumerable<Cell> CellsOf(AboutMe question, ILookup<(string Area, string Group), int> stages)
    {
        string[] groups = [.. Questions.Groups[question], ""];
        var areas = stages.Select(each => each.Key.Area).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var reached = areas.ConvertAll(area => groups.Select(group => Reached(stages[(area, group)])).ToArray());
        var (together, each) = AreaNumbers.Shown(reached);
        IEnumerable<Cell> Row(string area, int row, int shown, Func<int, int> people) => Enumerable.Range(0, shown).Select(
            stage => new Cell(area, Questions.NameOf(question), groups[row], FairnessStages.InOrder[stage], people(stage)));
        return together.Index()
            .SelectMany(row => Row("", row.Index, row.Item, stage => reached.Sum(area => area[row.Index][stage])))
            .Concat(from area in Enumerable.Range(0, areas.Count)
                    from row in Enumerable.Range(0, groups.Length)
                    from cell in Row(areas[area], row, each[area][row], stage => reached[area][row][stage])
                    select cell);
    }

    /// <summary>How many came at least to each stage. Pure.</summary>
    private static int[] Reached(IEnumerable<int> stages)
    {
        var each = stages.ToList();
        return [.. Enumerable.Range(1, FairnessStages.InOrder.Count).Select(stage => each.Count(reached => reached >= stage))];
    }

    /// <param name="Area">Of the idea that came farthest, so that each is counted in one.</param>
    /// <param name="Stage">How far the farthest of their ideas came, from 1.</param>
    private sealed record Person(string Proposer, string Area, int Stage);

    /// <param name="AreaCode">Empty of all areas together.</param>
    private sealed record Cell(string AreaCode, string Question, string Choice, string Stage, int People);

    private sealed class Asked(IReadOnlyList<IdeaStageRow> ideas, IEnumerable<SaidRow> said)
    {
        // SQL Server and SQLite give bytes back as an array, which is compared by what it holds only as text.
        public Dictionary<string, string> Said { get; } =
            said.ToDictionary(row => Convert.ToHexString(row.Token), row => row.Choice, StringComparer.Ordinal);

        private IReadOnlyList<IdeaStageRow> Ideas => ideas;

        public List<Person> People() =>
        [
            .. ideas.GroupBy(idea => idea.Proposer, StringComparer.Ordinal)
                .Select(own => own.OrderByDescending(idea => FairnessStages.NumberOf(idea.Stage))
                    .ThenBy(idea => idea.AreaCode, StringComparer.Ordinal).First())
                .Select(farthest => new Person(farthest.Proposer, farthest.AreaCode, FairnessStages.NumberOf(farthest.Stage))),
        ];

        public bool IsAs(Asked other) =>
            ideas.ToHashSet().SetEquals(other.Ideas) && Said.ToHashSet().SetEquals(other.Said);
    }

    private sealed record IdeaStageRow
    {
        public string Proposer { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public string Stage { get; init; } = "";
    }

    private sealed record SaidRow
    {
        public byte[] Token { get; init; } = [];
        public string Choice { get; init; } = "";
    }
}
