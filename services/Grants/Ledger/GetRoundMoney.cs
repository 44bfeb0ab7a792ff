using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants;

/// <summary>
/// Where the money of a round is, by area, added up from the transfers. A round of which no money has been released
/// is all zeros: that is true of a round that nobody has heard of, too.
/// </summary>
internal sealed class GetRoundMoney(Database database)
{
    private static readonly Sql SelectCurrency = new("SELECT currency FROM round_terms WHERE round_id = @RoundId");

    private static readonly Sql SelectMoney = new("""
        SELECT account.area_code,
            SUM(CASE WHEN account.kind = 'POT' AND entry.code = 'RELEASE' THEN entry.amount ELSE 0 END) AS released,
            SUM(CASE WHEN account.kind = 'HELD' THEN entry.amount ELSE 0 END) AS held,
            SUM(CASE WHEN account.kind = 'PAID' THEN entry.amount ELSE 0 END) AS paid,
            SUM(CASE WHEN account.kind = 'POT' THEN entry.amount ELSE 0 END) AS remaining
        FROM (
            SELECT credit_account AS account_id, amount_minor AS amount, code FROM transfer WHERE round_id = @RoundId
            UNION ALL
            SELECT debit_account AS account_id, -amount_minor AS amount, code FROM transfer WHERE round_id = @RoundId) entry
        JOIN account ON account.account_id = entry.account_id
        WHERE account.round_id = @RoundId
        GROUP BY account.area_code ORDER BY account.area_code
        """);

    private static readonly Sql SelectAwards = new("""
        SELECT area_code, COUNT(*) AS awards,
            SUM(CASE WHEN state IN ('PAID', 'CLOSED') THEN 1 ELSE 0 END) AS awards_paid,
            SUM(CASE WHEN state = 'CLOSED' THEN 1 ELSE 0 END) AS awards_closed
        FROM award WHERE round_id = @RoundId AND held_at IS NOT NULL AND state <> 'DECLINED' GROUP BY area_code
        """);

    public async Task<RoundMoney> Handle(GetRoundMoneyRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        var currency = await session.One<string>(SelectCurrency, new { request.RoundId }) ?? "";
        // The amounts are of one moment, so that they always add up; the counts may be of the next.
        var money = await session.Many<MoneyRow>(SelectMoney, new { request.RoundId });
        var awards = await session.Many<AwardsRow>(SelectAwards, new { request.RoundId });

        var counts = awards.ToDictionary(row => row.AreaCode, StringComparer.Ordinal);
        var answer = new RoundMoney
        {
            RoundId = request.RoundId,
            Total = Show(Sum(money), Sum(awards), currency),
        };
        answer.Areas.AddRange(money.Select(row => Show(row, counts.GetValueOrDefault(row.AreaCode, new AwardsRow()), currency)));
        return answer;
    }

    private static MoneyRow Sum(IReadOnlyList<MoneyRow> rows) => new()
    {
        Released = rows.Sum(row => row.Released),
        Held = rows.Sum(row => row.Held),
        Paid = rows.Sum(row => row.Paid),
        Remaining = rows.Sum(row => row.Remaining),
    };

    private static AwardsRow Sum(IReadOnlyList<AwardsRow> rows) => new()
    {
        Awards = rows.Sum(row => row.Awards),
        AwardsPaid = rows.Sum(row => row.AwardsPaid),
        AwardsClosed = rows.Sum(row => row.AwardsClosed),
    };

    private static AreaMoney Show(MoneyRow money, AwardsRow awards, string currency) => new()
    {
        AreaCode = money.AreaCode,
        Released = MoneyText.Of(money.Released, currency),
        Held = MoneyText.Of(money.Held, currency),
        Paid = MoneyText.Of(money.Paid, currency),
        Left = MoneyText.Of(money.Remaining, currency),
        Awards = awards.Awards,
        AwardsPaid = awards.AwardsPaid,
        AwardsClosed = awards.AwardsClosed,
    };

    private sealed record MoneyRow
    {
        public string AreaCode { get; init; } = "";
        public long Released { get; init; }
        public long Held { get; init; }
        public long Paid { get; init; }
        public long Remaining { get; init; }
    }

    private sealed record AwardsRow
    {
        public string AreaCode { get; init; } = "";
        public int Awards { get; init; }
        public int AwardsPaid { get; init; }
        public int AwardsClosed { get; init; }
    }
}
