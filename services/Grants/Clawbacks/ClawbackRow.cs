using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.Releases;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Amount = Participatory.Words.Amount;

namespace Participatory.Grants.Clawbacks;

/// <summary>Money that was let go of and is taken back, or was to be.</summary>
internal sealed record ClawbackRow : ProposedRow
{
    public const string Columns = "clawback_id, fund_id, currency, round_id, area_code, amount_minor, reason, " + DecisionColumns;

    private static readonly Sql Select = new("SELECT " + Columns + " FROM clawback {lock} WHERE clawback_id = @clawbackId");

    public string ClawbackId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public long AmountMinor { get; init; }

    /// <summary>Public for good once it is approved.</summary>
    public string Reason { get; init; } = "";


    /// <summary>Loads a clawback; in a transaction nobody else decides it before that ends.</summary>
    /// <exception cref="Refusal">There is no such clawback.</exception>
    public static async Task<ClawbackRow> Load(Session session, string clawbackId) =>
        await session.One<ClawbackRow>(Select, new { clawbackId })
            ?? throw new Refusal(GrantsReasons.ClawbackNotFound, field: "clawback_id");

    public Clawback ToClawback(Caller caller) => new()
    {
        ClawbackId = ClawbackId,
        FundId = FundId,
        RoundId = RoundId,
        AreaCode = AreaCode,
        Amount = MoneyText.Of(AmountMinor, Currency),
        Reason = Reason,
        State = StateText.Read<ClawbackState>(State),
        ProposedBy = ProposedAs,
        ProposeTime = Timestamp.FromDateTimeOffset(ProposedAt),
        DecidedBy = DecidedAs ?? "",
        DecideTime = DecidedAt is { } decided ? Timestamp.FromDateTimeOffset(decided) : null,
        DeclineReason = DeclineReason ?? "",
        Mine = caller.IsSignedIn && caller.Subject == ProposedBy,
    };

    /// <summary>Refuses to take back more than nobody has been promised.</summary>
    public static void RefuseMoreThanThere(long amountMinor, long balance, string currency, string field)
    {
        if (balance < amountMinor)
        {
            throw new Refusal(GrantsReasons.NotEnoughUnpromised, [("balance", new Amount(balance, currency))], field);
        }
    }
}
