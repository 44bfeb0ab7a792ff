using Participatory.Grants.Payees;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payments.Payers;

/// <summary>A finance officer asks that the council pays from another account.</summary>
internal sealed class AskForPayer(Database database, GetPayer payers, CouncilSettings settings, TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO payer (number, state, name, sort_code, account_number, service_user_number, asked_by, asked_as, asked_at)
        VALUES (@Number, @State, @Name, @SortCode, @AccountNumber, @ServiceUserNumber, @AskedBy, @AskedAs, @AskedAt)
        """);

    public async Task<V1.Payers> Handle(AskForPayerRequest request, Caller caller, CancellationToken cancellation)
    {
        var account = Read(request);
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, V1.Payers.Parser) is { } before)
        {
            return before;
        }

        await transaction.Hold("payer");
        var last = await PayerRow.LoadLastOrNull(transaction);
        var now = await PayerRow.LoadNow(transaction, settings.Payer);
        await transaction.Execute(Insert, Decide(last, now, account, caller, clock.GetUtcNow()));
        var answer = await payers.Load(transaction, caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What is kept of it.</summary>
    /// <param name="last">What was asked for last; null where nothing was.</param>
    /// <param name="now">From where the council pays; null where nobody has said.</param>
    /// <exception cref="Refusal">It is the one that the council pays from, and no other waits whose place it could take.</exception>
    internal static PayerRow Decide(PayerRow? last, Payer? now, Payer asked, Caller caller, DateTimeOffset at) =>
        asked == now && last is not { StateNow: PayerState.Asked } ? throw new Refusal(GrantsReasons.PayerAsItIs)
        : new PayerRow
        {
            Number = (last?.Number ?? 0) + 1, State = StateText.Of(PayerState.Asked), Name = asked.Name, SortCode = asked.SortCode,
            AccountNumber = asked.AccountNumber, ServiceUserNumber = asked.ServiceUserNumber, AskedBy = caller.Subject,
            AskedAs = caller.ShownAs, AskedAt = at,
        };

    /// <summary>The account as it was typed.</summary>
    /// <exception cref="Refusal">A field cannot be.</exception>
    private static Payer Read(AskForPayerRequest request)
    {
        var (sortCode, accountNumber) = (BankText.SortCode(request.SortCode), BankText.AccountNumber(request.AccountNumber));
        var (name, refused) = (request.Name.Trim(), BankText.Refused(request.Name.Trim()));
        var number = BankText.ServiceUserNumber(request.ServiceUserNumber);
        new Fields().RequestId(request.RequestId)
            .Text("name", request)
            .Text("service_user_number", request, required: false)
            .Require(refused.Length == 0, "name", GrantsReasons.NameNotForBanks, ("characters", BankText.Spaced(refused)))
            .Require(sortCode is not null, "sort_code", GrantsReasons.SortCodeWrong)
            .Require(accountNumber is not null, "account_number", GrantsReasons.AccountNumberWrong)
            .Require(number is not null, "service_user_number", GrantsReasons.ServiceUserNumberWrong)
            .Check();
        return new Payer(name, sortCode!, accountNumber!, number!);
    }
}
