using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants;

/// <summary>An award. Who it is for never leaves the service but in the messages that need it.</summary>
internal sealed record AwardRow
{
    public const string Columns = """
        award_id, round_id, project_id, area_code, title, amount_minor, currency, state, won_at, held_at, recipient,
        agreement, agreement_version, offered_at, accepted_at, paid_at, closed_at
        """;

    private static readonly Sql Select = new("SELECT " + Columns + " FROM award WHERE award_id = @awardId");

    private static readonly Sql SelectToChange = new("SELECT " + Columns + " FROM award {lock} WHERE award_id = @awardId");

    public string AwardId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string ProjectId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string Title { get; init; } = "";
    public long AmountMinor { get; init; }
    public string Currency { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes an <see cref="AwardState"/>.</summary>
    public string State { get; init; } = "";

    public DateTimeOffset WonAt { get; init; }

    /// <summary>Since when its money is put aside; null while the pots have too little.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    public string? Recipient { get; init; }
    public string? Agreement { get; init; }
    public string? AgreementVersion { get; init; }
    public DateTimeOffset? OfferedAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    public AwardState StateNow => StateText.Read<AwardState>(State);

    /// <exception cref="Refusal">There is no such award.</exception>
    public static async Task<AwardRow> Load(Session session, string awardId) =>
        await session.One<AwardRow>(Select, new { awardId }) ?? throw NotFound();

    /// <summary>Loads an award that is to change; nobody else changes it before the transaction ends.</summary>
    /// <exception cref="Refusal">There is no such award.</exception>
    public static async Task<AwardRow> LoadToChange(Transaction transaction, string awardId) =>
        await FindToChange(transaction, awardId) ?? throw NotFound();

    /// <summary>As <see cref="LoadToChange"/>, or null where there is no such award.</summary>
    public static Task<AwardRow?> FindToChange(Transaction transaction, string awardId) =>
        transaction.One<AwardRow>(SelectToChange, new { awardId });

    /// <summary>Refuses an answer by anybody but the person whose idea it is, and a second answer.</summary>
    public void RefuseUnlessOfferedTo(Caller caller)
    {
        if (Recipient is null || Recipient != caller.Subject)
        {
            throw new Refusal(GrantsReasons.NotYourAward, "Only the person whose idea this is can answer here. If it is yours, please sign in with the e-mail address you sent it from.");
        }

        if (StateNow != AwardState.Offered)
        {
            var answer = StateNow == AwardState.Declined ? "no" : "yes";
            throw new Refusal(GrantsReasons.AwardAnswered, $"You have said {answer} to this already. If that has changed, please talk to us.");
        }
    }

    public Award ToAward(Caller caller) => new()
    {
        AwardId = AwardId,
        RoundId = RoundId,
        ProjectId = ProjectId,
        AreaCode = AreaCode,
        Title = Title,
        Amount = MoneyText.Of(AmountMinor, Currency),
        State = StateNow,
        Agreement = Agreement ?? "",
        AgreementVersion = AgreementVersion ?? "",
        OfferTime = Time(OfferedAt),
        AcceptTime = Time(AcceptedAt),
        PayTime = Time(PaidAt),
        CloseTime = Time(ClosedAt),
        Mine = Recipient is not null && Recipient == caller.Subject,
    };

    private static Timestamp? Time(DateTimeOffset? instant) => instant is { } known ? Timestamp.FromDateTimeOffset(known) : null;

    private static Refusal NotFound() => new(GrantsReasons.AwardNotFound, "We do not know this grant. Please look at the list of grants.", "award_id");
}
