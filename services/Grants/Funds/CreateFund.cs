using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Funds;

/// <summary>Makes a fund and opens its account. There is no money in it yet.</summary>
internal sealed class CreateFund(Database database, TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO fund (fund_id, name, currency, budget_code, evidence, created_by, created_at)
        SELECT @FundId, @Name, @Currency, @BudgetCode, 'NONE', @CreatedBy, @CreatedAt
        WHERE NOT EXISTS (SELECT 1 FROM fund {lock} WHERE fund_id = @FundId)
        """);

    public async Task<Fund> Handle(CreateFundRequest request, Caller caller, CancellationToken cancellation)
    {
        var asked = request.Fund ?? new Fund();
        new Fields()
            .RequestId(request.RequestId)
            .Id("fund.fund_id", asked.FundId, required: false)
            .Text("fund.name", asked)
            .Currency("fund.currency", asked.Currency)
            .Text("fund.budget_code", asked, required: false)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Fund.Parser) is { } before)
        {
            return before;
        }

        var fund = Decide(asked, Guid.CreateVersion7().ToString(), clock.GetUtcNow());
        if (await transaction.Execute(
            Insert, new { fund.FundId, fund.Name, fund.Currency, fund.BudgetCode, CreatedBy = caller.Subject, fund.CreatedAt }) == 0)
        {
            throw new Refusal(GrantsReasons.IdTaken, field: "fund.fund_id");
        }

        await Ledger.Open(transaction, Account.OfFund(fund));
        var answer = (await FundRow.Load(transaction, fund.FundId, "fund.fund_id")).ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <param name="newId">For a fund that was asked for without an id.</param>
    internal static FundRow Decide(Fund asked, string newId, DateTimeOffset now) => new()
    {
        FundId = asked.FundId.Length > 0 ? asked.FundId : newId,
        Name = asked.Name.Trim(),
        Currency = asked.Currency,
        BudgetCode = asked.BudgetCode.Trim(),
        CreatedAt = now,
    };
}
