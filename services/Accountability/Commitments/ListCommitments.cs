using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Commitments;

/// <summary>What the council promised in a round, for everybody, with the latest day first.</summary>
internal sealed class ListCommitments(Database database, TimeProvider clock)
{
    // As CommitmentRow.StateAt decides.
    private const string State = """
        CASE WHEN kind = 'CHANGED_MIND' THEN 'CHANGED'
             WHEN settled_at IS NOT NULL THEN CASE WHEN due_at IS NOT NULL AND settled_at > due_at THEN 'LATE' ELSE 'KEPT' END
             WHEN broken_at IS NOT NULL THEN 'BROKEN'
             WHEN due_at IS NOT NULL AND due_at < @Now THEN CASE WHEN kind = 'PRIORITY' THEN 'BROKEN' ELSE 'LATE' END
             ELSE 'OPEN' END
        """;

    private const string Day = "COALESCE(due_at, promised_at)";

    private static readonly Sql Select = new($$"""
        SELECT {{CommitmentRow.Columns}}, {{HiddenTitle.Columns("commitment.round_id", "commitment.project_id")}}
        FROM commitment
        WHERE round_id = @RoundId AND (@AreaCode = '' OR area_code IN ('', @AreaCode)) AND promised_at IS NOT NULL
          AND {{State}} IN (SELECT item FROM {texts @States} AS given)
          AND kind IN (SELECT item FROM {texts @Kinds} AS wanted)
          AND ({{Day}} < @At OR ({{Day}} = @At AND commitment_id < @Id))
        ORDER BY {{Day}} DESC, commitment_id DESC {limit @Count}
        """);

    private static readonly Sql CountStates = new($$"""
        SELECT state, COUNT(*) AS many
        FROM (SELECT {{State}} AS state FROM commitment
        WHERE round_id = @RoundId AND (@AreaCode = '' OR area_code IN ('', @AreaCode)) AND promised_at IS NOT NULL) stated
        GROUP BY state
        """);

    public async Task<ListCommitmentsResponse> Handle(ListCommitmentsRequest request, CancellationToken cancellation)
    {
        new Fields()
            .Id("round_id", request.RoundId)
            .Code("area_code", request.AreaCode, required: false)
            .Check();
        var states = StateText.Wanted(request.States);
        var kinds = StateText.Wanted(request.Kinds);
        var question = $"commitments {request.RoundId} {request.AreaCode} {string.Join(' ', states)} {string.Join(' ', kinds)}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.Last, normal: 50, max: 100);
        var now = clock.GetUtcNow();

        await using var session = await database.Read(cancellation);
        var rows = await session.Many<CommitmentRow>(
            Select, new
            {
                request.RoundId, request.AreaCode, States = Sql.List(states), Kinds = Sql.List(kinds), Now = now, page.At, page.Id,
                page.Count,
            });
        var answers = await PriorityAnswerRow.Load(
            session, rows.Where(row => row.KindNow == CommitmentKind.Priority).Select(row => row.CommitmentId));
        var counts = await LoadCounts(session, request.RoundId, request.AreaCode, now);

        var answer = new ListCommitmentsResponse
        {
            Kept = counts(CommitmentState.Kept),
            Late = counts(CommitmentState.Late),
            Broken = counts(CommitmentState.Broken),
            Open = counts(CommitmentState.Open),
        };
        answer.NextPageToken = page.Fill(
            answer.Commitments, rows, row => PageKey.Of((row.DueAt ?? row.PromisedAt)!.Value, row.CommitmentId),
            row => row.ToMessage(now, answers.GetValueOrDefault(row.CommitmentId)));
        return answer;
    }

    /// <summary>How many commitments of a round are in a state.</summary>
    internal static async Task<Func<CommitmentState, int>> LoadCounts(Session session, string roundId, string areaCode, DateTimeOffset now)
    {
        var counts = (await session.Many<StateCount>(CountStates, new { RoundId = roundId, AreaCode = areaCode, Now = now }))
            .ToDictionary(row => StateText.Read<CommitmentState>(row.State), row => row.Many);
        return state => counts.GetValueOrDefault(state);
    }

    private sealed record StateCount
    {
        public string State { get; init; } = "";
        public int Many { get; init; }
    }
}
