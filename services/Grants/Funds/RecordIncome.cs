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
            .Text("funder", request.Funder, max: 120)
            .Amount("amount", request.Amount)
            .Text("reference", request.Reference, max: 60)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Fund.Parser) is { } before)
        {
            return before;
        }

        var fund = await FundRow.Load(transaction, request.FundId, "fund_id");
        var balance = await Ledger.Balance(transaction, Account.IdOfFund(fund.FundId));
        Decide(request, fund, balance);

        var funder = Account.OfFunder(request.Funder, fund.Currency);
        await Ledger.Open(transaction, funder);
        await Ledger.PostCovered(transaction, new TransferRow
        {
            TransferId = $"income-{Guid.CreateVersion7()}",
            DebitAccount = funder.AccountId,
            CreditAccount = Account.IdOfFund(fund.FundId),
            AmountMinor = request.Amount.AmountMinor,
            Currency = fund.Currency,
            Code = TransferCode.Income,
            Reference = request.Reference.Trim(),
            BudgetCode = fund.BudgetCode,
            TransferredAt = clock.GetUtcNow(),
            Actor = caller.Subject,
        });

        var answer = (await FundRow.Load(transaction, fund.FundId, "fund_id")).ToFund();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private static void Decide(RecordIncomeRequest request, FundRow fund, long balance)
    {
        new Fields().Amount("amount", request.Amount, fund.Currency).Check();
        if (balance > Ledger.MostInAnAccount - request.Amount.AmountMinor)
        {
            throw new Refusal(GrantsReasons.TooMuchMoney, [("max", new Amount(Ledger.MostInAnAccount, fund.Currency))], "amount.amount_minor");
        }
    }
}
