using Participatory.Accountability.Commitments;
using Participatory.Accountability.Outcomes;
using Participatory.Accountability.Reports;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Voting;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Ideas;

/// <summary>Keeps what the vote decided, and what ring-fences changed of it, each once for a round and in either order.</summary>
internal sealed class KeepResult(AnnounceOutcomes announce)
{
    private static readonly Sql InsertProgress = new("""
        INSERT INTO progress (round_id, imported) SELECT @roundId, 0
        WHERE NOT EXISTS (SELECT 1 FROM progress {lock} WHERE round_id = @roundId)
        """);

    private static readonly Sql UpdateDeclared = new("""
        UPDATE progress SET declared_at = @declaredAt WHERE round_id = @roundId AND declared_at IS NULL
        """);

    private static readonly Sql UpdateIdea = new("""
        UPDATE idea SET won = @won, loss = @loss
        WHERE round_id = @roundId AND project_id = @projectId AND fenced = 0
        """);

    private static readonly Sql UpdateWinners = new("""
        UPDATE progress SET winners_at = @KnownAt WHERE round_id = @RoundId AND winners_at IS NULL
        """);

    private static readonly Sql UpdateFenced = new("""
        UPDATE idea SET won = @Won, loss = @loss, fenced = 1
        WHERE round_id = @roundId AND project_id = @ProjectId
        """);

    public async Task Apply(ResultDeclared message, Transaction transaction)
    {
        var roundId = message.RoundId;
        await RoundTurn.Take(transaction, roundId);
        await transaction.Execute(InsertProgress, new { roundId });
        if (await transaction.Execute(UpdateDeclared, new { roundId, declaredAt = message.DeclaredAt }) == 0)
        {
            return;
        }

        foreach (var contest in message.Contests)
        {
            foreach (var project in contest.Projects)
            {
                await IdeaRow.Upsert(transaction, roundId, project.ProjectId, contest.AreaCode, project.Title);
                await transaction.Execute(UpdateIdea, new
                {
                    roundId,
                    projectId = project.ProjectId,
                    won = project.Won,
                    loss = KeptLoss.Write(project.Loss),
                });
            }
        }

        await ShowChangedMind.FillInAreas(transaction, roundId);
        await announce.What(transaction, roundId);
    }

    public async Task Apply(WinnersKnown message, Transaction transaction)
    {
        var roundId = message.RoundId;
        await RoundTurn.Take(transaction, roundId);
        await transaction.Execute(InsertProgress, new { roundId });
        if (await transaction.Execute(UpdateWinners, new { message.KnownAt, message.RoundId }) == 0)
        {
            return;
        }

        foreach (var change in message.Changes)
        {
            await IdeaRow.Upsert(transaction, roundId, change.ProjectId, change.AreaCode, change.Title);
            var loss = change.Won ? null : KeptLoss.Write(new LossDeclared(LossReasons.GaveWay, Fence: change.Fence));
            await transaction.Execute(UpdateFenced, new { roundId, change.ProjectId, change.Won, loss });
        }

        await announce.What(transaction, roundId);
    }
}
