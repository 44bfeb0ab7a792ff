using Participatory.Grants.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payments.Payers;

/// <summary>The account that the council pays from, and which one waits.</summary>
internal sealed class GetPayer(Database database, CouncilSettings settings)
{
    /// <summary>As many earlier ones as are shown; all are kept.</summary>
    private const int MostShown = 50;

    public async Task<V1.Payers> Handle(Caller caller, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return await Load(session, caller);
    }

    /// <summary>The same within a transaction.</summary>
    public async Task<V1.Payers> Load(Session session, Caller caller)
    {
        var agreed = await PayerRow.LoadAgreed(session, MostShown);
        var last = await PayerRow.LoadLastOrNull(session);
        var answer = new V1.Payers
        {
            Now = agreed.Count > 0 ? agreed[0].ToMessage(caller)
                : settings.Payer is { } set ? new PayerAccount
                {
                    State = PayerState.Agreed, Name = set.Name, SortCode = set.SortCode, AccountNumber = set.AccountNumber,
                    ServiceUserNumber = set.ServiceUserNumber,
                } : null,
            Waiting = last is { StateNow: PayerState.Asked } ? last.ToMessage(caller) : null,
        };
        answer.Agreed.AddRange(agreed.Select(row => row.ToMessage(caller)));
        return answer;
    }
}
