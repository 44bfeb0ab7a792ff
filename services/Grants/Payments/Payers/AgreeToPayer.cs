using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payments.Payers;

/// <summary>A second finance officer agrees that the council pays from another account.</summary>
internal sealed class AgreeToPayer(Database database, GetPayer payers, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE payer SET state = @State, agreed_by = @AgreedBy, agreed_as = @AgreedAs, agreed_at = @AgreedAt
        WHERE number = @Number AND state = 'ASKED'
        """);

    public async Task<V1.Payers> Handle(AgreeToPayerRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, V1.Payers.Parser) is { } before)
        {
            return before;
        }

        await transaction.Hold("payer");
        var agreed = Decide(await PayerRow.LoadLastOrNull(transaction), request.Number, caller, clock.GetUtcNow());
        if (await transaction.Execute(Update, agreed) != 1)
        {
            throw new InvalidOperationException($"The account {agreed.Number} changed while it was held.");
        }

        var answer = await payers.Load(transaction, caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The same with who agreed: somebody else than who asked, to what was asked for last.</summary>
    /// <exception cref="Refusal">One of these does not hold.</exception>
    internal static PayerRow Decide(PayerRow? last, int number, Caller caller, DateTimeOffset now)
    {
        if (last is not { StateNow: PayerState.Asked } || last.Number != number)
        {
            throw new Refusal(GrantsReasons.PayerNotAsked, field: "number");
        }

        return last.AskedBy == caller.Subject
            ? throw new Refusal(GrantsReasons.SecondPersonNeeded)
            : last with
            {
                State = StateText.Of(PayerState.Agreed),
                AgreedBy = caller.Subject,
                AgreedAs = caller.ShownAs,
                AgreedAt = now,
            };
    }
}
