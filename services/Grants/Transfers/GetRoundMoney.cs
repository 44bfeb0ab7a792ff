using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.Transfers;

/// <summary>
/// Where the money of a round is, by area, added up from the transfers. A round of which no money has been released
/// is all zeros: that is true of a round that nobody has heard of, too.
/// </summary>
internal sealed class GetRoundMoney(Database database)
{
    private static readonly Sql SelectCurrency = new("SELECT currency FROM round_terms WHERE round_id = @roundId");

    private static readonly Sql SelectMoney = new("""
        SELECT account.area_code,
            SUM(CASE WHEN account.kind = 'POT' AND entry.code = 'RELEASE' THEN entry.amount ELSE 0 END) AS released,
            SUM(CASE WHEN account.kind = 'POT' AND entry.code = 'CLAWBACK' THEN -entry.amount ELSE 0 END) AS clawed_back,
            SUM(CASE WHEN account.kind = 'POT' AND entry.code = 'ROLLED_IN' THEN entry.amount ELSE 0 END) AS rolled_in,
            SUM(CASE WHEN account.kind = 'POT' AND entry.code IN ('UNSPENT', 'ROLLED_OUT') THEN -entry.amount ELSE 0 END) AS sent_on,
            SUM(CASE WHEN account.kind = 'HELD' THEN entry.amount ELSE 0 END) AS held,
            SUM(CASE WHEN account.kind = 'PAID' THEN entry.amount ELSE 0 END) AS paid,
            SUM(CASE WHEN account.kind = 'POT' THEN entry.amount ELSE 0 END) AS remaining
        FROM (
            SELECT credit_account AS account_id, amount_minor AS amount, code FROM transfer WHERE round_id = @roundId
            UNION ALL
            SELECT debit_account AS account_id, -amount_minor AS amount, code FROM transfer WHERE round_id = @roundId) entry
        JOIN account ON account.account_id = entry.account_id
        WHERE account.round_id = @roundId
        GROUP BY account.area_code ORDER BY account.area_code
        """);

    private static readonly Sql SelectAwards = new("""
        SELECT area_code, COUNT(*) AS awards,
            SUM(CASE WHEN state IN ('PAID', 'CLOSED') THEN 1 ELSE 0 END) AS awards_paid,
            SUM(CASE WHEN state = 'CLOSED' THEN 1 ELSE 0 END) AS awards_closed
        FROM award WHERE round_id = @roundId AND held_at IS NOT NULL AND state NOT IN ('DECLINED', 'WITHDRAWN', 'EXPIRED')
        GROUP BY area_code
        """);

    private static readonly Sql SelectReportedBack = new("""
        SELECT account.area_code, SUM(account.balance) AS reported_back
        FROM award JOIN account ON account.account_id = CONCAT('paid:', award.award_id)
        WHERE award.round_id = @roundId AND award.state = 'CLOSED' GROUP BY account.area_code
        """);

    public async Task<RoundMoney> Handle(GetRoundMoneyRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        return await Load(session, request.RoundId);
    }

    /// <summary>Where the money of a round is.</summary>
    public static async Task<RoundMoney> Load(Session session, string roundId)
    {
        var currency = await session.One<string>(SelectCurrency, new { roundId }) ?? "";
        // The amounts are of one moment, so that they always add up; the counts may be of the next.
        var money = await session.Many<MoneyRow>(SelectMoney, new { roundId });
        var awards = (await session.Many<AwardsRow>(SelectAwards, new { roundId }))
            .ToDictionary(row => row.AreaCode, StringComparer.Ordinal);
        var told = (await session.Many<MoneyRow>(SelectReportedBack, new { roundId }))
            .ToDictionary(row => row.AreaCode, row => row.ReportedBack, StringComparer.Ordinal);

        var areas = money
            .Select(row => row with { ReportedBack = told.GetValueOrDefault(row.AreaCode) })
            .Select(row => (Money: row, Awards: awards.GetValueOrDefault(row.AreaCode, new AwardsRow())))
            .ToList();
        var answer = new RoundMoney
        {
            RoundId = roundId, Total = ToMessage(Sum(areas
            .Select(area => area.Money)), Sum(awards.Values), currency)
        };
        answer.Areas.AddRange(areas.Select(area => ToMessage(area.Money, area.Awards, currency)));
        return answer;
    }

    private static MoneyRow Sum(IEnumerable<MoneyRow> rows) => rows.Aggregate(new MoneyRow(), (sum, row) => new MoneyRow
    {
        Released = sum.Released + row.Released,
        RolledIn = sum.RolledIn + row.RolledIn,
        Held = sum.Held + row.Held,
        Paid = sum.Paid + row.Paid,
        Remaining = sum.Remaining + row.Remaining,
        ClawedBack = sum.ClawedBack + row.ClawedBack,
        SentOn = sum.SentOn + row.SentOn,
        ReportedBack = sum.ReportedBack + row.ReportedBack,
    });

    private static AwardsRow Sum(IEnumerable<AwardsRow> rows) => rows.Aggregate(new AwardsRow(), (sum, row) => new AwardsRow
    {
        Awards = sum.Awards + row.Awards,
        AwardsPaid = sum.AwardsPaid + row.AwardsPaid,
        AwardsClosed = sum.AwardsClosed + row.AwardsClosed,
    });

    private static AreaMoney ToMessage(MoneyRow money, AwardsRow awards, string currency) => new()
    {
        AreaCode = money.AreaCode,
        Released = new Amount(money.Released, currency).ToMessage(),
        Held = new Amount(money.Held, currency).ToMessage(),
        Paid = new Amount(money.Paid, currency).ToMessage(),
        Left = new Amount(money.Remaining, currency).ToMessage(),
        Awards = awards.Awards,
        AwardsPaid = awards.AwardsPaid,
        AwardsClosed = awards.AwardsClosed,
        ClawedBack = new Amount(money.ClawedBack, currency).ToMessage(),
        RolledIn = new Amount(money.RolledIn, currency).ToMessage(),
        SentOn = new Amount(money.SentOn, currency).ToMessage(),
        ReportedBack = new Amount(money.ReportedBack, currency).ToMessage(),
    };

    private sealed record MoneyRow
    {
        public string AreaCode { get; init; } = "";
        public long Released { get; init; }
        public long RolledIn { get; init; }
        public long Held { get; init; }
        public long Paid { get; init; }
        public long Remaining { get; init; }
        public long ClawedBack { get; init; }
        public long SentOn { get; init; }
        public long ReportedBack { get; init; }
    }

    private sealed record AwardsRow
    {
        public string AreaCode { get; init; } = "";
        public int Awards { get; init; }
        public int AwardsPaid { get; init; }
        public int AwardsClosed { get; init; }
    }
}
