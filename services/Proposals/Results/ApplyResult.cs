using Participatory.Contracts.Grants;
using Participatory.Contracts.Voting;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Results;

/// <summary>
/// A result was declared: keeps it, once for each round, and finishes the round with it. Where the round is not
/// balloting yet here, the result waits for the ballot paper.
/// </summary>
internal sealed class ApplyResult(TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO result (round_id, result_hash, declared_at)
        SELECT @roundId, @resultHash, @declaredAt
        WHERE NOT EXISTS (SELECT 1 FROM result {lock} WHERE round_id = @roundId)
        """);

    private static readonly Sql InsertOutcome = new("""
        INSERT INTO outcome (round_id, proposal_id, won, votes, loss) VALUES (@roundId, @proposalId, @won, @votes, @loss)
        """);

    private static readonly Sql Finish = new("""
        UPDATE round SET phase = 'FINISHED'
        WHERE round_id = @roundId AND phase = 'BALLOTING' AND EXISTS (SELECT 1 FROM result WHERE round_id = @roundId)
        """);

    private static readonly Sql UpdateIdeas = new("""
        UPDATE proposal SET state = CASE WHEN EXISTS (
            SELECT 1 FROM outcome o
            WHERE o.round_id = proposal.round_id AND o.proposal_id = proposal.proposal_id AND o.won = 1) THEN 'WON' ELSE 'LOST' END
        WHERE round_id = @roundId AND state IN ('ON_BALLOT', 'WON', 'LOST') AND EXISTS (
            SELECT 1 FROM outcome o WHERE o.round_id = proposal.round_id AND o.proposal_id = proposal.proposal_id)
        """);

    private static readonly Sql UpdateOutcomes = new("""
        UPDATE outcome SET
            won = (SELECT c.won FROM winner_changed c WHERE c.round_id = outcome.round_id AND c.proposal_id = outcome.proposal_id),
            loss = (SELECT c.loss FROM winner_changed c WHERE c.round_id = outcome.round_id AND c.proposal_id = outcome.proposal_id)
        WHERE round_id = @roundId AND EXISTS (
            SELECT 1 FROM winner_changed c WHERE c.round_id = outcome.round_id AND c.proposal_id = outcome.proposal_id)
        """);

    private static readonly Sql InsertChange = new("""
        INSERT INTO winner_changed (round_id, proposal_id, won, loss) SELECT @roundId, @ProjectId, @Won, @loss
        WHERE NOT EXISTS (SELECT 1 FROM winner_changed {lock} WHERE round_id = @roundId AND proposal_id = @ProjectId)
        """);

    private static readonly Sql SelectFinished = new("SELECT round_id FROM round WHERE round_id = @roundId AND phase = 'FINISHED'");

    public async Task Apply(ResultDeclared message, Transaction transaction)
    {
        var roundId = message.RoundId;
        await Hold(transaction, roundId);
        if (await transaction.Execute(Insert, new { roundId, resultHash = message.ResultHash, declaredAt = message.DeclaredAt }) == 0)
        {
            return;
        }

        foreach (var project in message.Contests.SelectMany(contest => contest.Projects))
        {
            await transaction.Execute(InsertOutcome, new
            {
                roundId,
                proposalId = project.ProjectId,
                won = project.Won,
                votes = project.Votes,
                loss = KeptLoss.Write(project.Loss),
            });
        }

        await transaction.Execute(UpdateOutcomes, new { roundId });
        await FinishWhereDeclared(transaction, roundId, clock.Now());
    }

    /// <summary>
    /// Ring-fences moved ideas up, and others gave way: what became of them is that, and no longer what the votes alone said.
    /// </summary>
    public static async Task Apply(WinnersKnown message, Transaction transaction)
    {
        var roundId = message.RoundId;
        await Hold(transaction, roundId);
        foreach (var change in message.Changes)
        {
            var loss = change.Won ? null : KeptLoss.Write(new LossDeclared(LossReasons.GaveWay, Fence: change.Fence));
            await transaction.Execute(InsertChange, new { roundId, change.ProjectId, change.Won, loss });
        }

        await transaction.Execute(UpdateOutcomes, new { roundId });
        if (await transaction.One<string>(SelectFinished, new { roundId }) is not null)
        {
            await transaction.Execute(UpdateIdeas, new { roundId });
        }
    }

    /// <summary>
    /// The ballot paper, the result and what ring-fences changed in it are kept one after the other, whichever comes first: at the same
    /// moment neither would see the other, and what waits for both would be left out.
    /// </summary>
    public static Task Hold(Transaction transaction, string roundId) => transaction.Hold("result", roundId);

    /// <summary>Ends the round where it is balloting and its result is here; else does nothing.</summary>
    public static async Task FinishWhereDeclared(Transaction transaction, string roundId, DateTimeOffset now)
    {
        if (await transaction.Execute(Finish, new { roundId }) == 0)
        {
            return;
        }

        await transaction.Execute(UpdateIdeas, new { roundId });
        await new PhaseChangeRow { RoundId = roundId, Phase = StateText.Of(Phase.Finished), ChangedAt = now }.Record(transaction);
    }
}
