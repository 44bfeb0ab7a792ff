using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Rules;

/// <summary>What is promised about a round's money, and what the ring-fences changed.</summary>
internal sealed class ReadMoneyRules(Database database, TimeProvider clock)
{
    public async Task<MoneyRules> Handle(GetMoneyRulesRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        return await MoneyRulesRow.LoadMessage(session, request.RoundId, clock.GetUtcNow());
    }
}
