using Participatory.Accountability.Commitments;
using Participatory.Accountability.Outcomes;
using Participatory.Accountability.Reports;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Ideas;

/// <summary>Keeps which ideas people vote on; those that are not among them are not done in this round.</summary>
internal sealed class KeepPaper(AnnounceOutcomes announce)
{
    private static readonly Sql InsertProgress = new("""
        INSERT INTO progress (round_id, imported) SELECT @roundId, 0
        WHERE NOT EXISTS (SELECT 1 FROM progress {lock} WHERE round_id = @roundId)
        """);

    private static readonly Sql UpdatePaper = new("""
        UPDATE progress SET paper_at = @opensAt, imported = @imported WHERE round_id = @roundId AND paper_at IS NULL
        """);

    private static readonly Sql UpdateOnPaper = new("UPDATE idea SET on_paper = 1 WHERE round_id = @roundId AND project_id = @projectId");

    public async Task Apply(BallotPaperPublished message, Transaction transaction)
    {
        var roundId = message.RoundId;
        await RoundTurn.Take(transaction, roundId);
        await transaction.Execute(InsertProgress, new { roundId });
        if (await transaction.Execute(
            UpdatePaper, new { roundId, opensAt = message.OpensAt, imported = message.ImportedFrom.Length > 0 }) == 0)
        {
            return;
        }

        foreach (var contest in message.Contests)
        {
            foreach (var project in contest.Projects)
            {
                await IdeaRow.Upsert(transaction, roundId, project.ProjectId, contest.AreaCode, project.Title, project.ProposerSubject);
                await transaction.Execute(UpdateOnPaper, new { roundId, projectId = project.ProjectId });
            }
        }

        await ShowChangedMind.FillInAreas(transaction, roundId);
        await announce.What(transaction, roundId);
    }
}
