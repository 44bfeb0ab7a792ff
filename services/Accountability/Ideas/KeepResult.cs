using Participatory.Accountability.Commitments;
using Participatory.Accountability.Outcomes;
using Participatory.Contracts.Voting;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Ideas;

/// <summary>Keeps what the vote decided, once for a round.</summary>
internal sealed class KeepResult(AnnounceOutcomes announce)
{
    private static readonly Sql InsertProgress = new("""
        INSERT INTO progress (round_id, imported) SELECT @roundId, 0 WHERE NOT EXISTS (SELECT 1 FROM progress {lock} WHERE round_id = @roundId)
        """);

    private static readonly Sql UpdateDeclared = new("""
        UPDATE progress SET declared_at = @declaredAt WHERE round_id = @roundId AND declared_at IS NULL
        """);

    private static readonly Sql UpdateIdea = new("""
        UPDATE idea SET won = @won, loss_reason = @reason, more_votes_needed = @moreVotesNeeded
        WHERE round_id = @roundId AND project_id = @projectId
        """);

    public async Task Apply(ResultDeclared message, Transaction transaction)
    {
        var roundId = message.RoundId;
        await transaction.Execute(InsertProgress, new { roundId });
        if (await transaction.Execute(UpdateDeclared, new { roundId, declaredAt = message.DeclaredAt }) == 0)
        {
            return;
        }

        foreach (var contest in message.Contests)
        {
            foreach (var project in contest.Projects)
            {
                await IdeaRow.Meet(transaction, roundId, project.ProjectId, contest.AreaCode, project.Title);
                await transaction.Execute(UpdateIdea, new
                {
                    roundId,
                    projectId = project.ProjectId,
                    won = project.Won,
                    reason = project.Reason,
                    moreVotesNeeded = project.MoreVotesNeeded,
                });
            }
        }

        await ShowChangedMind.FillInAreas(transaction, roundId);
        await announce.What(transaction, roundId);
    }
}
