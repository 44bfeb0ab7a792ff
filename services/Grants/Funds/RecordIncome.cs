using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Amount = Participatory.Words.Amount;

namespace Participatory.Grants.Funds;

/// <summary>Records that a funder paid money into a fund.</summary>
internal sealed class RecordIncome(Database database, TimeProvider clock)
{
    public async Task<Fund> Handle(RecordIncomeRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("fund_id", request.FundId)
            .Text("funder", request)
            .Amount("amount", request.Amount)
            .Text("reference", request)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Fund.Parser) is { } before)
        {
            return before;
        }

        var fund = await FundRow.Load(transaction, request.FundId, "fund_id");
        var balance = await Ledger.LockBalance(transaction, Account.IdOfFund(fund.FundId));
        var funder = Account.OfFunder(request.Funder, fund.Currency);
        var income = Decide(request, funder, fund, balance, caller, clock.GetUtcNow());
        await Ledger.Open(transaction, funder);
        await Ledger.PostCovered(transaction, income);

        var answer = (await FundRow.Load(transaction, fund.FundId, "fund_id")).ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The transfer from the funder to the fund, in the fund's currency and within what it can hold.</summary>
    /// <exception cref="Refusal">One of these does not hold.</exception>
    internal static TransferRow Decide(RecordIncomeRequest request, Account funder, FundRow fund, long balance, Caller caller,
        DateTimeOffset now)
    {
        new Fields().Amount("amount", request.Amount, fund.Currency).Check();
        if (balance > Ledger.MostInAnAccount - request.Amount.AmountMinor)
        {
            throw new Refusal(
                GrantsReasons.TooMuchMoney, [("max", new Amount(Ledger.MostInAnAccount, fund.Currency))], "amount.amount_minor");
        }

        return new TransferRow
        {
            TransferId = $"income-{Guid.CreateVersion7(now)}",
            DebitAccount = funder.AccountId,
            CreditAccount = Account.IdOfFund(fund.FundId),
            AmountMinor = request.Amount.AmountMinor,
            Currency = fund.Currency,
            Code = TransferCode.Income,
            Reference = request.Reference.Trim(),
            BudgetCode = fund.BudgetCode,
            TransferredAt = now,
            Actor = caller.Subject,
        };
    }
}
