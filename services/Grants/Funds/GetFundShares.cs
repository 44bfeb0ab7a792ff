using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Grants.Funds;

/// <summary>
/// What each funder's money in a pooled fund has become. Money in a fund bears no name, so each has of everything the share
/// that it has of what was paid in; the pennies left over by rounding go to the largest remainders.
/// </summary>
internal sealed class GetFundShares(Database database)
{
    private static readonly Sql SelectFunders = new("""
        SELECT funder.shown_as AS funder,
            SUM(CASE WHEN transfer.credit_account = @account THEN transfer.amount_minor ELSE -transfer.amount_minor END) AS paid_in
        FROM transfer JOIN account funder ON funder.kind = 'FUNDER'
            AND ((transfer.credit_account = @account AND transfer.debit_account = funder.account_id)
                OR (transfer.debit_account = @account AND transfer.credit_account = funder.account_id))
        GROUP BY funder.account_id, funder.shown_as ORDER BY funder.account_id
        """);

    private static readonly Sql SelectInPots = new("""
        SELECT COALESCE(SUM(balance), 0) FROM account WHERE fund_id = @FundId AND kind = 'POT'
        """);

    private static readonly Sql SelectHeld = new("""
        SELECT COALESCE(SUM(promise.open_minor), 0) FROM promise
        JOIN transfer ON transfer.transfer_id = promise.transfer_id
        JOIN account pot ON pot.account_id = transfer.debit_account
        WHERE pot.fund_id = @FundId AND promise.open_minor > 0
        """);

    private static readonly Sql SelectPaid = new("""
        SELECT COALESCE(SUM(payment.amount_minor), 0) FROM transfer payment
        JOIN transfer promised ON promised.transfer_id = payment.resolves
        JOIN account pot ON pot.account_id = promised.debit_account
        WHERE payment.code = 'PAYMENT' AND pot.fund_id = @FundId
        """);

    private static readonly Sql SelectReturned = new("""
        SELECT COALESCE(SUM(transfer.amount_minor), 0) FROM transfer
        JOIN account pot ON pot.account_id = transfer.credit_account
        WHERE transfer.code = 'GROUP_RETURNED' AND pot.fund_id = @FundId
        """);

    public async Task<FundShares> Handle(GetFundSharesRequest request, CancellationToken cancellation)
    {
        new Fields().Id("fund_id", request.FundId).Check();
        await using var session = await database.Read(cancellation);
        var fund = await FundRow.Load(session, request.FundId, "fund_id");
        var funders = (await session.Many<FunderRow>(SelectFunders, new { account = Account.IdOfFund(fund.FundId) }))
            .Where(funder => funder.PaidIn > 0).ToList();
        var weights = funders.Select(funder => funder.PaidIn).ToList();
        var available = Split(fund.AvailableMinor, weights);
        var inPots = Split(await session.One<long>(SelectInPots, request), weights);
        var held = Split(await session.One<long>(SelectHeld, request), weights);
        var paid = Split(await session.One<long>(SelectPaid, request) - await session.One<long>(SelectReturned, request), weights);

        Money Of(long minor) => new Amount(minor, fund.Currency).ToMessage();
        var answer = new FundShares { FundId = fund.FundId };
        answer.Shares.AddRange(funders.Select((funder, at) => new FunderShare
        {
            Funder = funder.Funder,
            PaidIn = Of(funder.PaidIn),
            Available = Of(available[at]),
            InPots = Of(inPots[at]),
            Held = Of(held[at]),
            Paid = Of(paid[at]),
        }));
        return answer;
    }

    /// <summary>Divides an amount by weights, exactly: by largest remainders, the first first where they are equal.</summary>
    public static IReadOnlyList<long> Split(long amount, IReadOnlyList<long> weights)
    {
        var all = weights.Aggregate((Int128)0, (sum, weight) => sum + weight);
        if (all == 0)
        {
            return [.. weights.Select(_ => 0L)];
        }

        var shares = weights.Select(weight => (long)((Int128)amount * weight / all)).ToArray();
        var left = (int)(amount - shares.Sum());
        foreach (var at in Enumerable.Range(0, weights.Count).OrderByDescending(at => (Int128)amount * weights[at] % all).ThenBy(at => at)
            .Take(left))
        {
            shares[at]++;
        }

        return shares;
    }

    private sealed record FunderRow
    {
        public string Funder { get; init; } = "";
        public long PaidIn { get; init; }
    }
}
