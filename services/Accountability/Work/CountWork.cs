using Participatory.Contracts;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Moderation;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Work;

/// <summary>Counts where the council owes groups a word, and tells People when it has changed.</summary>
internal sealed class CountWork(Database database, TimeProvider clock)
{
    private static readonly Sql Select = new($$"""
        SELECT 'stories_to_reply' AS kind, '' AS round_id, '' AS title, area_code, COUNT(*) AS many
        FROM report WHERE state = 'TOLD' GROUP BY area_code
        UNION ALL
        SELECT 'promises_late', commitment.round_id, round.title, commitment.area_code, COUNT(*)
        FROM commitment JOIN round ON round.round_id = commitment.round_id
        WHERE commitment.kind NOT IN ('CHANGED_MIND', 'PRIORITY') AND commitment.reason = '' AND commitment.promised_at IS NOT NULL
            AND commitment.due_at IS NOT NULL AND commitment.due_at < COALESCE(commitment.settled_at, @now)
            AND (commitment.settled_at IS NOT NULL OR commitment.broken_at IS NULL)
        GROUP BY commitment.round_id, round.title, commitment.area_code
        UNION ALL
        SELECT 'priorities_to_answer', commitment.round_id, round.title, commitment.area_code, COUNT(*)
        FROM commitment JOIN round ON round.round_id = commitment.round_id
        WHERE commitment.kind = 'PRIORITY' AND commitment.settled_at IS NULL
        GROUP BY commitment.round_id, round.title, commitment.area_code
        UNION ALL
        SELECT DISTINCT 'scores_to_reply', score.round_id, round.title, '', 1
        FROM score JOIN round ON round.round_id = score.round_id
        WHERE score.shown = 1 AND NOT EXISTS (
            SELECT 1 FROM score_reply reply WHERE reply.round_id = score.round_id AND reply.step = score.step)
        UNION ALL
        SELECT 'parts_to_look_at', '', '', report.area_code, COUNT(*)
        FROM {{Flags.Waiting}}
        JOIN part ON part.part_id = waiting.item_id
        JOIN report ON report.report_id = waiting.scope_id
        GROUP BY report.area_code
        ORDER BY kind, round_id, area_code
        """);

    private readonly SaidLast<WorkLine> said = new();

    public async Task Tick(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        IReadOnlyList<WorkLine> lines;
        await using (var session = await database.Read(cancellation))
        {
            lines = [.. (await session.Many<WaitingRow>(Select, new { now })).Select(row => row.ToLine())];
        }

        await said.Say(database, lines, now, new WorkCounted(lines, now), cancellation);
    }

    private sealed record WaitingRow
    {
        /// <summary>One of <see cref="WorkKinds"/>.</summary>
        public string Kind { get; init; } = "";

        public string RoundId { get; init; } = "";
        public string Title { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public int Many { get; init; }

        public WorkLine ToLine() => new(Kind, RoundId, Title, Many, AreaCode);
    }
}
