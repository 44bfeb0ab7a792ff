using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.Funds;

/// <summary>A fund, with what its account has and what was ever paid in.</summary>
internal sealed record FundRow
{
    public const string SelectFunds = """
        SELECT fund.fund_id, fund.name, fund.currency, fund.budget_code, fund.evidence, fund.created_at, account.balance AS available_minor,
            (SELECT COALESCE(SUM(amount_minor), 0) FROM transfer WHERE credit_account = account.account_id AND code = 'INCOME')
            - (SELECT COALESCE(SUM(amount_minor), 0) FROM transfer WHERE debit_account = account.account_id AND code = 'CORRECTION')
                AS paid_in_minor
        FROM fund JOIN account ON account.fund_id = fund.fund_id AND account.kind = 'FUND'
        """;

    private static readonly Sql Select = new(SelectFunds + " WHERE fund.fund_id = @fundId");

    public string FundId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Currency { get; init; } = "";
    public string BudgetCode { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes an <see cref="V1.Evidence"/>.</summary>
    public string Evidence { get; init; } = "NONE";

    public DateTimeOffset CreatedAt { get; init; }
    public long AvailableMinor { get; init; }
    public long PaidInMinor { get; init; }

    /// <exception cref="Refusal">There is no such fund.</exception>
    public static async Task<FundRow> Load(Session session, string fundId, string field) =>
        await session.One<FundRow>(Select, new { fundId })
            ?? throw new Refusal(GrantsReasons.FundNotFound, field: field);

    public Fund ToMessage() => new()
    {
        FundId = FundId,
        Name = Name,
        Currency = Currency,
        BudgetCode = BudgetCode,
        Available = new Amount(AvailableMinor, Currency).ToMessage(),
        PaidIn = new Amount(PaidInMinor, Currency).ToMessage(),
        Evidence = StateText.Read<Evidence>(Evidence),
        CreateTime = Timestamp.FromDateTimeOffset(CreatedAt),
    };
}
