using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.Awards;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.Payments;

/// <summary>A payment with what it shows of its award.</summary>
internal sealed record PaymentRow
{
    public const string SelectPayments = """
        SELECT payment.payment_id, payment.award_id, award.round_id, award.area_code, award.title, payment.amount_minor, payment.currency,
            payment.state, payment.instructed_by, payment.instructed_as, payment.instructed_at, payment.approved_as, payment.approved_at,
            payment.confirmed_as, payment.confirmed_at, payment.bank_reference, payment.cancel_reason, payment.details_version,
            payment.part, payment_part.due_on, run_payment.run_id, run_payment.reference,
            payee.holder, payee.group_name, payee.host_name, round_place.name AS area_name,
            (SELECT COUNT(*) FROM payment_part parts WHERE parts.award_id = payment.award_id) AS parts,
            (SELECT COUNT(*) FROM run_export WHERE run_export.run_id = run_payment.run_id) AS exports
        FROM payment
        JOIN award ON award.award_id = payment.award_id
        JOIN payment_part ON payment_part.award_id = payment.award_id AND payment_part.part = payment.part
        LEFT JOIN run_payment ON run_payment.payment_id = payment.payment_id
        LEFT JOIN payee ON payee.award_id = payment.award_id
        LEFT JOIN round_place ON round_place.round_id = award.round_id AND round_place.area_code = award.area_code
        """;

    private static readonly Sql Select = new(SelectPayments + " WHERE payment.payment_id = @paymentId");

    private static readonly Sql LockAward = new("""
        SELECT award_id FROM award {lock} WHERE award_id = (SELECT award_id FROM payment WHERE payment_id = @paymentId)
        """);

    private static readonly Sql SelectAwards = new("""
        SELECT DISTINCT award_id FROM payment WHERE payment_id IN (SELECT item FROM {texts @paymentIds} AS given) ORDER BY award_id
        """);

    public string PaymentId { get; init; } = "";
    public string AwardId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string Title { get; init; } = "";
    public long AmountMinor { get; init; }
    public string Currency { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="PaymentState"/>.</summary>
    public string State { get; init; } = "";

    public string InstructedBy { get; init; } = "";
    public string InstructedAs { get; init; } = "";
    public DateTimeOffset InstructedAt { get; init; }
    public string? ApprovedAs { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public string? ConfirmedAs { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }
    public string? BankReference { get; init; }
    public string? CancelReason { get; init; }

    /// <summary>The bank details that were approved; null before, and where the council buys.</summary>
    public int? DetailsVersion { get; init; }

    /// <summary>Which part of the award, from 1, of how many.</summary>
    public int Part { get; init; }

    public int Parts { get; init; }
    public string DueOn { get; init; } = "";

    /// <summary>The run that it goes to the bank with, and how often that run's file was made.</summary>
    public string? RunId { get; init; }

    public string? Reference { get; init; }
    public int Exports { get; init; }

    /// <summary>Who holds the money, as <see cref="StateText"/> writes a <see cref="V1.Holder"/>; null while nobody has said.</summary>
    public string? Holder { get; init; }

    public string? GroupName { get; init; }
    public string? HostName { get; init; }
    public string? AreaName { get; init; }

    public PaymentState StateNow => StateText.Read<PaymentState>(State);

    /// <exception cref="Refusal">There is no such payment.</exception>
    public static async Task<PaymentRow> Load(Session session, string paymentId) =>
        await session.One<PaymentRow>(Select, new { paymentId })
            ?? throw new Refusal(GrantsReasons.PaymentNotFound, field: "payment_id");

    /// <summary>Loads a payment that is to change. Everything about an award and its payments happens one after the other.</summary>
    /// <exception cref="Refusal">There is no such payment.</exception>
    public static async Task<PaymentRow> Lock(Transaction transaction, string paymentId)
    {
        await transaction.One<string>(LockAward, new { paymentId });
        return await Load(transaction, paymentId);
    }

    /// <summary>
    /// Holds the awards of many payments before the first of them changes, always in one order: two who do this at once do not wait for
    /// each other in a circle.
    /// </summary>
    public static async Task LockAwards(Transaction transaction, IEnumerable<string> paymentIds)
    {
        foreach (var awardId in await transaction.Many<string>(SelectAwards, new { paymentIds = Sql.List(paymentIds) }))
        {
            await AwardRow.LockOrNull(transaction, awardId);
        }
    }

    /// <summary>Refuses what the payment's state does not allow, and says why.</summary>
    public void RefuseUnless(params PaymentState[] allowed)
    {
        if (!allowed.Contains(StateNow))
        {
            throw new Refusal(
                StateNow switch
                {
                    PaymentState.Instructed => GrantsReasons.PaymentNotApproved,
                    PaymentState.Approved => GrantsReasons.PaymentApproved,
                    PaymentState.Confirmed => GrantsReasons.PaymentConfirmed,
                    _ => GrantsReasons.PaymentCancelled,
                },
                [("who", ApprovedAs ?? "")]);
        }
    }

    /// <param name="step">What the payee needs next, where that is asked for.</param>
    public Payment ToMessage(Caller caller, PayeeStep step = PayeeStep.Unspecified) => new()
    {
        PaymentId = PaymentId,
        AwardId = AwardId,
        RoundId = RoundId,
        Title = Title,
        Amount = new Amount(AmountMinor, Currency).ToMessage(),
        State = StateNow,
        InstructedBy = InstructedAs,
        InstructTime = Timestamp.FromDateTimeOffset(InstructedAt),
        ApprovedBy = ApprovedAs ?? "",
        ApproveTime = Time(ApprovedAt),
        ConfirmedBy = ConfirmedAs ?? "",
        ConfirmTime = Time(ConfirmedAt),
        BankReference = BankReference ?? "",
        CancelReason = CancelReason ?? "",
        Mine = caller.Subject == InstructedBy,
        Part = Part,
        Parts = Parts,
        DueOn = DueOn,
        RunId = RunId ?? "",
        PayeeStep = step,
        AreaCode = AreaCode,
        AreaName = AreaName ?? "",
        Holder = Holder is null ? V1.Holder.Unspecified : StateText.Read<Holder>(Holder),
        GroupName = GroupName ?? "",
        HostName = HostName ?? "",
    };

    private static Timestamp? Time(DateTimeOffset? instant) => instant is { } known ? Timestamp.FromDateTimeOffset(known) : null;
}
