using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>An officer moves a round one step on, ahead of its dates, and says why.</summary>
internal sealed class AdvanceRound(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("UPDATE round SET phase = @to WHERE round_id = @roundId AND phase = @from");

    public async Task<Round> Handle(AdvanceRoundRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId)
            .Require(request.ToPhase is >= Phase.Listening and <= Phase.Finished, "to_phase", ProposalsReasons.PhaseMissing)
            .Text("reason", request.Reason, 1000).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Round.Parser) is { } before)
        {
            return before;
        }

        var round = await RoundRow.Lock(transaction, request.RoundId);
        caller.MustActIn((await AreaRow.Load(transaction, [round.RoundId])).Select(area => area.AreaCode));
        Phases.CheckAdvance(round.Phase, request.ToPhase);
        await Move(transaction, round, request.ToPhase);
        await new PhaseChangeRow
        {
            RoundId = round.RoundId,
            Phase = request.ToPhase,
            ChangedAt = clock.Now(),
            DecidedBy = caller.Signature(),
            Reason = request.Reason,
        }.Record(transaction);

        var answer = await RoundView.Load(transaction, round.RoundId);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Moves the round out of the phase in which it was found.</summary>
    internal static async Task Move(Transaction transaction, RoundRow round, Phase to)
    {
        if (await transaction.Execute(Update, new { roundId = round.RoundId, from = round.Phase, to }) != 1)
        {
            throw new InvalidOperationException($"The round {round.RoundId} moved on while its row was held.");
        }
    }
}
