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

    private static readonly Sql Select = new("SELECT " + Columns + " FROM clawback WHERE clawback_id = @clawbackId");

    private static readonly Sql LockClawback = new("SELECT " + Columns + " FROM clawback {lock} WHERE clawback_id = @clawbackId");

    public string ClawbackId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public long AmountMinor { get; init; }

    /// <summary>Public for good once it is approved.</summary>
    public string Reason { get; init; } = "";

    /// <exception cref="Refusal">There is no such clawback.</exception>
    public static async Task<ClawbackRow> Load(Session session, string clawbackId) =>
        await session.One<ClawbackRow>(Select, new { clawbackId }) ?? throw NotFound();

    /// <summary>Loads a clawback that is to be decided; nobody else decides it before the transaction ends.</summary>
    /// <exception cref="Refusal">There is no such clawback.</exception>
    public static async Task<ClawbackRow> Lock(Transaction transaction, string clawbackId) =>
        await transaction.One<ClawbackRow>(LockClawback, new { clawbackId }) ?? throw NotFound();

    /// <summary>The clawback as it stands once <paramref name="by"/> has decided about it.</summary>
    public ClawbackRow Decided(ClawbackState state, Caller by, DateTimeOffset at, string? declineReason = null) => this with
    {
        State = StateText.Of(state),
        DecidedBy = by.Subject,
        DecidedAs = by.ShownAs,
        DecidedAt = at,
        DeclineReason = declineReason,
    };

    public Clawback ToMessage(Caller caller) => new()
    {
        ClawbackId = ClawbackId,
        FundId = FundId,
        RoundId = RoundId,
        AreaCode = AreaCode,
        Amount = new Amount(AmountMinor, Currency).ToMessage(),
        Reason = Reason,
        State = StateText.Read<ClawbackState>(State),
        ProposedBy = ProposedAs,
        ProposeTime = Timestamp.FromDateTimeOffset(ProposedAt),
        DecidedBy = DecidedAs ?? "",
        DecideTime = DecidedAt is { } decided ? Timestamp.FromDateTimeOffset(decided) : null,
        DeclineReason = DeclineReason ?? "",
        Mine = caller.IsSignedIn && caller.Subject == ProposedBy,
    };

    private static Refusal NotFound() =>
        new(GrantsReasons.ClawbackNotFound, field: "clawback_id");

    /// <summary>Refuses to take back more than nobody has been promised.</summary>
    public static void RefuseMoreThanThere(long amountMinor, long balance, string currency, string field)
    {
        if (balance < amountMinor)
        {
            throw new Refusal(GrantsReasons.NotEnoughUnpromised, [("balance", new Amount(balance, currency))], field);
        }
    }
}
