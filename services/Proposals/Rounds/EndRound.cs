using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>An officer ends a round in which nobody will vote, and says why.</summary>
internal sealed class EndRound(Database database, TimeProvider clock)
{
    public async Task<Round> Handle(EndRoundRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Text("reason", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Round.Parser) is { } before)
        {
            return before;
        }

        var round = await RoundRow.Lock(transaction, request.RoundId);
        var end = Decide(round, await AreaRow.Load(transaction, [round.RoundId]), request, caller, clock.Now());
        await end.Enter(transaction, round);
        foreach (var some in await Proposers.OfRound(transaction, round.RoundId))
        {
            await transaction.Publish(new RoundEnded(round.RoundId, round.Title, end.Reason, end.DecidedBy, end.ChangedAt, some));
        }

        var answer = await RoundView.Load(transaction, round.RoundId);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The end, as it stays on record.</summary>
    /// <exception cref="Refusal">Some areas are others', or the ballot paper is out.</exception>
    internal static PhaseChangeRow Decide(
        RoundRow round, IEnumerable<AreaRow> areas, EndRoundRequest request, Caller caller, DateTimeOffset now)
    {
        caller.MustActIn(areas.Select(area => area.AreaCode));
        Phases.CheckAllowsEnding(round.PhaseNow);
        return PhaseChangeRow.By(caller, round, Phase.Finished, request.Reason, now);
    }
}
