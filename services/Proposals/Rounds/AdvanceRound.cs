using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>An officer moves a round one step on, ahead of its dates, and says why.</summary>
internal sealed class AdvanceRound(Database database, TimeProvider clock)
{
    public async Task<Round> Handle(AdvanceRoundRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId)
            .Require(request.ToPhase is >= Phase.Listening and <= Phase.Finished, "to_phase", ProposalsReasons.PhaseMissing)
            .Text("reason", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Round.Parser) is { } before)
        {
            return before;
        }

        var round = await RoundRow.Lock(transaction, request.RoundId);
        var change = Decide(round, await AreaRow.Load(transaction, [round.RoundId]), request, caller, clock.Now());
        await change.Enter(transaction, round);

        var answer = await RoundView.Load(transaction, round.RoundId);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The step, as it stays on record.</summary>
    /// <exception cref="Refusal">It is another step than the next, or some areas are others'.</exception>
    internal static PhaseChangeRow Decide(RoundRow round, IEnumerable<AreaRow> areas, AdvanceRoundRequest request, Caller caller,
        DateTimeOffset now)
    {
        caller.MustActIn(areas.Select(area => area.AreaCode));
        Phases.CheckAdvance(round.PhaseNow, request.ToPhase);
        return PhaseChangeRow.By(caller, round, request.ToPhase, request.Reason, now);
    }
}
