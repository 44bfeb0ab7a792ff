using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.Payments.Runs;

/// <summary>A payment run: approved payments that go to the bank in one file.</summary>
internal sealed record Run
{
    public const string SelectRuns = """
        SELECT run.run_id, run.pay_on, run.process_on, run.currency, run.serial, run.made_as, run.made_at, run.payer_name,
            run.payer_sort_code, run.payer_account_number, run.payer_service_user_number,
            (SELECT COUNT(*) FROM run_payment WHERE run_payment.run_id = run.run_id) AS payments,
            (SELECT COUNT(*) FROM run_payment JOIN payment ON payment.payment_id = run_payment.payment_id
                WHERE run_payment.run_id = run.run_id AND payment.state = 'CONFIRMED') AS payments_confirmed,
            (SELECT COALESCE(SUM(payment.amount_minor), 0) FROM run_payment JOIN payment ON payment.payment_id = run_payment.payment_id
                WHERE run_payment.run_id = run.run_id) AS total_minor
        FROM payment_run run
        """;

    private static readonly Sql Select = new(SelectRuns + " WHERE run.run_id = @runId AND run.undone_at IS NULL");

    private static readonly Sql SelectLines = new("""
        SELECT run_payment.payment_id, run_payment.award_id, run_payment.reference, run_payment.details_version, award.title,
            payment.amount_minor, payment.currency, payment.state, payee_details.sealed
        FROM run_payment
        JOIN payment ON payment.payment_id = run_payment.payment_id
        JOIN award ON award.award_id = run_payment.award_id
        JOIN payee_details ON payee_details.award_id = run_payment.award_id AND payee_details.version = run_payment.details_version
        WHERE run_payment.run_id = @runId ORDER BY run_payment.line
        """);

    private static readonly Sql SelectExports = new("""
        SELECT format, exported_as, exported_at FROM run_export WHERE run_id = @runId ORDER BY exported_at, export_id {limit @most}
        """);

    private static readonly Sql LockRun = new("SELECT run_id FROM payment_run {lock} WHERE run_id = @runId");

    private static readonly Sql Release = new("DELETE FROM run_payment WHERE run_id = @runId");

    private static readonly Sql MarkUndone = new("""
        UPDATE payment_run SET undone_at = @now
        WHERE run_id = @runId AND undone_at IS NULL AND NOT EXISTS (SELECT 1 FROM run_export WHERE run_export.run_id = payment_run.run_id)
        """);

    /// <summary>As many exports as are shown; all are kept.</summary>
    private const int MostExports = 50;

    public string RunId { get; init; } = "";
    public string PayOn { get; init; } = "";

    /// <summary>The day on which the bank works on it; null for runs from before it was kept.</summary>
    public string? ProcessOn { get; init; }

    public string Currency { get; init; } = "";
    public string Serial { get; init; } = "";
    public string MadeAs { get; init; } = "";
    public DateTimeOffset MadeAt { get; init; }
    public string? PayerName { get; init; }
    public string? PayerSortCode { get; init; }
    public string? PayerAccountNumber { get; init; }
    public string? PayerServiceUserNumber { get; init; }

    /// <summary>From where it is paid; null before its first file.</summary>
    public Payer? Payer => PayerName is null ? null : new(PayerName, PayerSortCode!, PayerAccountNumber!, PayerServiceUserNumber!);

    public int Payments { get; init; }
    public int PaymentsConfirmed { get; init; }
    public long TotalMinor { get; init; }

    /// <exception cref="Refusal">There is no such run.</exception>
    public static async Task<Run> Load(Session session, string runId) =>
        await session.One<Run>(Select, new { runId })
            ?? throw new Refusal(GrantsReasons.RunNotFound, field: "run_id");

    /// <summary>Its payments in their order, with their sealed details.</summary>
    public static Task<IReadOnlyList<LineRow>> LoadLines(Session session, string runId) =>
        session.Many<LineRow>(SelectLines, new { runId });

    /// <summary>Until the transaction ends nobody else makes its file or takes it apart.</summary>
    public static Task Lock(Transaction transaction, string runId) => transaction.One<string>(LockRun, new { runId });

    /// <summary>Takes a run apart that never went to the bank, because one of its payments is stopped.</summary>
    public static async Task Undo(Transaction transaction, string runId, DateTimeOffset now)
    {
        // Its file may be made at this moment; what the next statement sees of it is then as it was before.
        await Lock(transaction, runId);
        if (await transaction.Execute(MarkUndone, new { runId, now }) == 0)
        {
            throw new Refusal(GrantsReasons.RunMadeJustNow, field: "payment_id");
        }

        await transaction.Execute(Release, new { runId });
    }

    public async Task<PaymentRun> LoadMessage(Session session)
    {
        var answer = ToMessage();
        answer.Lines.AddRange((await LoadLines(session, RunId)).Select(line => line.ToMessage()));
        answer.Exports.AddRange((await session.Many<ExportRow>(SelectExports, new { runId = RunId, most = MostExports }))
            .Select(export => export.ToMessage()));
        return answer;
    }

    public PaymentRun ToMessage() => new()
    {
        RunId = RunId,
        Total = new Amount(TotalMinor, Currency).ToMessage(),
        Payments = Payments,
        PaymentsConfirmed = PaymentsConfirmed,
        PayOn = PayOn,
        MadeBy = MadeAs,
        MakeTime = ((DateTimeOffset?)MadeAt).ToTimestamp(),
    };

    internal sealed record LineRow
    {
        public string PaymentId { get; init; } = "";
        public string AwardId { get; init; } = "";
        public string Reference { get; init; } = "";
        public int DetailsVersion { get; init; }
        public string Title { get; init; } = "";
        public long AmountMinor { get; init; }
        public string Currency { get; init; } = "";
        public string State { get; init; } = "";
        public byte[] Sealed { get; init; } = [];

        public PaymentState StateNow => StateText.Read<PaymentState>(State);

        public RunLine ToMessage() => new()
        {
            PaymentId = PaymentId,
            AwardId = AwardId,
            Title = Title,
            Amount = new Amount(AmountMinor, Currency).ToMessage(),
            Reference = Reference,
            Confirmed = StateNow == PaymentState.Confirmed,
            Cancelled = StateNow == PaymentState.Cancelled,
        };
    }

    private sealed record ExportRow
    {
        public string Format { get; init; } = "";
        public string ExportedAs { get; init; } = "";
        public DateTimeOffset ExportedAt { get; init; }

        public RunExport ToMessage() => new()
        {
            Format = StateText.Read<RunFormat>(Format),
            ExportedBy = ExportedAs,
            ExportTime = ((DateTimeOffset?)ExportedAt).ToTimestamp(),
        };
    }
}
