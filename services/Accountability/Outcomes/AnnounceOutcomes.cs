using Participatory.Contracts.Accountability;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Outcomes;

/// <summary>
/// Says what became of ideas that are not going to be done, once for each, as soon as all of it is known: that it lost or
/// is not on the paper, why, and whom to talk to. Its proposer hears it first; <see cref="PublishOutcome"/> then shows it.
/// </summary>
internal sealed class AnnounceOutcomes(TimeProvider clock)
{
    private const string SelectAllWaiting = """
        SELECT idea.project_id, idea.title, idea.proposer, idea.won, idea.fenced, idea.loss, review.reason, review.reviewed_by
        FROM idea
        JOIN progress ON progress.round_id = idea.round_id
        JOIN review ON review.round_id = idea.round_id AND review.project_id = idea.project_id
            AND review.reviewed_at = (SELECT MAX(latest.reviewed_at) FROM review latest
            WHERE latest.round_id = idea.round_id AND latest.project_id = idea.project_id)
        WHERE idea.round_id = @roundId
          AND progress.paper_at IS NOT NULL AND progress.imported = 0
          AND idea.announced = 0 AND idea.withdrawn = 0 AND idea.proposer <> ''
          AND ((idea.won = 0 AND progress.declared_at IS NOT NULL AND progress.winners_at IS NOT NULL)
              OR (idea.won IS NULL AND idea.on_paper = 0 AND review.feasible = 0))
        """;

    private static readonly Sql SelectWaiting = new($"{SelectAllWaiting} ORDER BY idea.project_id");

    private static readonly Sql SelectOne = new($"{SelectAllWaiting} AND idea.project_id = @projectId");

    private static readonly Sql UpdateAnnounced = new("""
        UPDATE idea SET announced = 1 WHERE round_id = @roundId AND project_id = @projectId AND announced = 0
        """);

    private static readonly Sql PublishImported = new("""
        UPDATE idea SET told_at = @now
        WHERE round_id = @roundId AND told_at IS NULL
          AND EXISTS (SELECT 1 FROM progress WHERE progress.round_id = @roundId AND progress.imported = 1)
        """);

    /// <param name="projectId">Empty is every idea of the round.</param>
    public async Task What(Transaction transaction, string roundId, string projectId = "")
    {
        await transaction.Execute(PublishImported, new { roundId, now = clock.GetUtcNow() });
        var select = projectId.Length == 0 ? SelectWaiting : SelectOne;
        foreach (var idea in await transaction.Many<WaitingRow>(select, new { roundId, projectId }))
        {
            if (await transaction.Execute(UpdateAnnounced, new { roundId, projectId = idea.ProjectId }) == 1)
            {
                await transaction.Publish(new OutcomeReached(
                    roundId,
                    idea.ProjectId,
                    idea.Title,
                    idea.Proposer,
                    idea.Won is null ? "infeasible" : idea.Fenced ? "gave-way" : "lost",
                    idea.Won is null ? idea.Reason : "",
                    idea.Won is null ? null : KeptLoss.Read(idea.Loss),
                    idea.ReviewedBy));
            }
        }
    }

    private sealed record WaitingRow
    {
        public string ProjectId { get; init; } = "";
        public string Title { get; init; } = "";
        public string Proposer { get; init; } = "";
        public bool? Won { get; init; }
        public bool Fenced { get; init; }
        public string? Loss { get; init; }
        public string Reason { get; init; } = "";
        public string ReviewedBy { get; init; } = "";
    }
}
