using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.Awards;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.Rules;

/// <summary>What is promised about a round's money before anybody votes. A round without rules of its own has the usual ones.</summary>
internal sealed record MoneyRulesRow
{
    public const int UsualAnswerWithinDays = 28;
    public const int UsualPartAtLeast = 25;

    private static readonly Sql Select = new("""
        SELECT round_id, contact, answer_within_days, part_at_least, set_as, set_at FROM money_rules WHERE round_id = @roundId
        """);

    private static readonly Sql SelectFences = new("""
        SELECT mark, title, least_minor, least_share, whole_round FROM ring_fence WHERE round_id = @roundId ORDER BY place
        """);

    private static readonly Sql SelectMarks = new("""
        SELECT project_id, mark, marked_as FROM idea_mark WHERE round_id = @roundId ORDER BY project_id, mark
        """);

    private static readonly Sql SelectOutcomes = new("""
        SELECT area_code, mark, asked_minor, by_votes_minor, came_to_minor FROM fence_outcome WHERE round_id = @roundId
        ORDER BY area_code, mark
        """);

    private static readonly Sql SelectChanges = new("""
        SELECT area_code, mark, project_id, title, cost_minor, put_in FROM fence_change
        WHERE round_id = @roundId ORDER BY area_code, put_in DESC, project_id
        """);

    private static readonly Sql InsertOutcome = new("""
        INSERT INTO fence_outcome (round_id, area_code, mark, asked_minor, by_votes_minor, came_to_minor)
        SELECT @roundId, @AreaCode, @Mark, @AskedMinor, @ByVotesMinor, @CameToMinor
        WHERE NOT EXISTS (SELECT 1 FROM fence_outcome {lock} WHERE round_id = @roundId AND area_code = @AreaCode AND mark = @Mark)
        """);

    private static readonly Sql InsertChange = new("""
        INSERT INTO fence_change (round_id, project_id, area_code, mark, title, cost_minor, put_in)
        SELECT @roundId, @ProjectId, @AreaCode, @Mark, @Title, @CostMinor, @putIn
        WHERE NOT EXISTS (SELECT 1 FROM fence_change {lock} WHERE round_id = @roundId AND project_id = @ProjectId)
        """);

    public string RoundId { get; init; } = "";

    /// <summary>A person and how to reach them; empty where nobody is named yet.</summary>
    public string Contact { get; init; } = "";

    public int AnswerWithinDays { get; init; } = UsualAnswerWithinDays;

    /// <summary>Percent of an idea's cost below which the rest is not offered to it.</summary>
    public int PartAtLeast { get; init; } = UsualPartAtLeast;

    public string SetAs { get; init; } = "";
    public DateTimeOffset? SetAt { get; init; }

    /// <summary>
    /// Who writes about a round's money waits for whoever else does, and for whoever ends that time: what one deletes the other would
    /// find gone, and what is written at the moment when voting begins would count or not count by chance.
    /// </summary>
    public static Task Hold(Transaction transaction, string roundId) => transaction.Hold("money rules", roundId);

    public static async Task<MoneyRulesRow> Load(Session session, string roundId) =>
        await session.One<MoneyRulesRow>(Select, new { roundId }) ?? new MoneyRulesRow { RoundId = roundId };

    /// <summary>The ring-fences, the first first.</summary>
    public static Task<IReadOnlyList<Fence>> LoadFences(Session session, string roundId) =>
        session.Many<Fence>(SelectFences, new { roundId });

    /// <summary>The marks of each project.</summary>
    public static async Task<ILookup<string, string>> LoadMarks(Session session, string roundId) =>
        (await session.Many<MarkRow>(SelectMarks, new { roundId })).ToLookup(row => row.ProjectId, row => row.Mark, StringComparer.Ordinal);

    /// <summary>Keeps what the ring-fences changed.</summary>
    public static async Task Keep(
        Transaction transaction, string roundId, IReadOnlyList<FencedResult> areas, IReadOnlyList<FenceOutcomeRow> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            await transaction.Execute(InsertOutcome,
                new { roundId, outcome.AreaCode, outcome.Mark, outcome.AskedMinor, outcome.ByVotesMinor, outcome.CameToMinor });
        }

        foreach (var area in areas)
        {
            foreach (var (idea, fence, putIn) in area.PutIn.Select(one => (one.Idea, one.Fence, true))
                .Concat(area.TakenOut.Select(one => (one.Idea, one.Fence, false))))
            {
                await transaction.Execute(
                    InsertChange, new { roundId, idea.ProjectId, area.AreaCode, fence.Mark, idea.Title, idea.CostMinor, putIn });
            }
        }
    }

    /// <summary>Everything about a round's money that was or can be promised.</summary>
    public static async Task<MoneyRules> LoadMessage(Session session, string roundId, DateTimeOffset now)
    {
        var rules = await Load(session, roundId);
        var round = await RoundTerms.LoadOrNull(session, roundId);
        var currency = round?.Currency ?? "";
        var answer = new MoneyRules
        {
            RoundId = roundId,
            Contact = rules.Contact,
            AnswerWithinDays = rules.AnswerWithinDays,
            PartAtLeast = rules.PartAtLeast,
            Unspent = round?.Unspent is { } unspent ? StateText.Read<UnspentMoney>(unspent) : UnspentMoney.Unspecified,
            Fixed = round?.VotingFrom <= now,
            SetBy = rules.SetAs,
            SetTime = rules.SetAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
        };
        foreach (var fence in await LoadFences(session, roundId))
        {
            var shown = new RingFence { Mark = fence.Mark, Title = fence.Title, WholeRound = fence.WholeRound };
            if (fence.LeastMinor is { } minor)
            {
                shown.Amount = new Amount(minor, currency).ToMessage();
            }
            else
            {
                shown.Percentage = fence.LeastShare!.Value;
            }

            answer.RingFences.Add(shown);
        }

        // A mark whose ring-fence is gone counts for nothing.
        answer.Marks.AddRange(
            (await session.Many<MarkRow>(SelectMarks, new { roundId }))
            .Where(row => row.Mark.Length == 0 || answer.RingFences.Any(fence => fence.Mark == row.Mark))
            .Select(row => new IdeaMark { ProjectId = row.ProjectId, Mark = row.Mark, MarkedBy = row.MarkedAs }));
        answer.Outcomes.AddRange((await session.Many<FenceOutcomeRow>(SelectOutcomes, new { roundId })).Select(row => new FenceOutcome
        {
            AreaCode = row.AreaCode,
            Mark = row.Mark,
            Asked = new Amount(row.AskedMinor, currency).ToMessage(),
            ByVotes = new Amount(row.ByVotesMinor, currency).ToMessage(),
            CameTo = new Amount(row.CameToMinor, currency).ToMessage(),
        }));
        var hidden = await HiddenTitle.Load(session, roundId);
        answer.Changes.AddRange((await session.Many<ChangeRow>(SelectChanges, new { roundId })).Select(row => new FenceChange
        {
            AreaCode = row.AreaCode,
            Mark = row.Mark,
            ProjectId = row.ProjectId,
            Title = hidden.ContainsKey(row.ProjectId) ? "" : row.Title,
            Hiding = hidden.GetValueOrDefault(row.ProjectId),
            Cost = new Amount(row.CostMinor, currency).ToMessage(),
            PutIn = row.PutIn,
        }));
        return answer;
    }

    /// <summary>Refuses to change what people who vote were told.</summary>
    public static void RefuseOnceVoting(RoundTerms? round, DateTimeOffset now)
    {
        if (round?.VotingFrom <= now)
        {
            throw new Refusal(GrantsReasons.RulesFixed);
        }
    }

    private sealed record MarkRow
    {
        public string ProjectId { get; init; } = "";
        public string Mark { get; init; } = "";
        public string MarkedAs { get; init; } = "";
    }

    private sealed record ChangeRow
    {
        public string AreaCode { get; init; } = "";
        public string Mark { get; init; } = "";
        public string ProjectId { get; init; } = "";
        public string Title { get; init; } = "";
        public long CostMinor { get; init; }
        public bool PutIn { get; init; }
    }
}
