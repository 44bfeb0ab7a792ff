using System.Globalization;
using Participatory.Grants.Payees;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using CouncilDays = Participatory.Words.CouncilDays;

namespace Participatory.Grants.Payments.Runs;

/// <summary>Puts approved payments together for the bank. A payment that is in a run is in no other.</summary>
internal sealed class MakeRun(Database database, CouncilDays days, TimeProvider clock, CouncilSettings settings)
{
    private static readonly int MostPayments = FieldLimits.CountOf(MakeRunRequest.Descriptor, "payment_ids");
    private const int MostDaysAhead = 60;
    private const string IsoDay = "yyyy-MM-dd";

    private static readonly Sql SelectWaiting = new("""
        SELECT payment.payment_id FROM payment
        WHERE payment.state = 'APPROVED' AND payment.details_version IS NOT NULL AND payment.currency = 'GBP'
            AND NOT EXISTS (SELECT 1 FROM run_payment WHERE run_payment.payment_id = payment.payment_id)
        ORDER BY payment.approved_at, payment.payment_id {limit @most}
        """);

    private static readonly Sql LockSerial = new("SELECT MAX(serial) FROM payment_run {lock}");

    private static readonly Sql InsertRun = new("""
        INSERT INTO payment_run (run_id, pay_on, process_on, currency, serial, made_by, made_as, made_at)
        VALUES (@runId, @PayOn, @ProcessOn, 'GBP', @serial, @Subject, @ShownAs, @now)
        """);

    private static readonly Sql InsertPayment = new("""
        INSERT INTO run_payment (payment_id, run_id, line, award_id, details_version, reference)
        SELECT @PaymentId, @runId, @line, @AwardId, @DetailsVersion, @reference
        WHERE NOT EXISTS (SELECT 1 FROM run_payment {lock} WHERE payment_id = @PaymentId)
        """);

    public async Task<PaymentRun> Handle(MakeRunRequest request, Caller caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        BankDays bankDays;
        await using (var session = await database.Read(cancellation))
        {
            bankDays = await BankDays.LoadNow(session, settings.BankDays);
        }

        var payOn = Validate(request, days.Today, bankDays);
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, PaymentRun.Parser) is { } before)
        {
            return before;
        }

        var runId = Guid.CreateVersion7().ToString("N");
        var serial = int.Parse(await transaction.One<string>(LockSerial) ?? "0", CultureInfo.InvariantCulture) + 1;
        await transaction.Execute(
            InsertRun, new
            {
                runId, PayOn = DaysOff.Text(payOn), ProcessOn = DaysOff.Text(bankDays.Before(payOn)),
                serial = serial.ToString("000000", CultureInfo.InvariantCulture), caller.Subject, caller.ShownAs, now
            });
        var line = 0;
        foreach (var payment in await Chosen(transaction, request))
        {
            var put = await transaction.Execute(InsertPayment, new
            {
                payment.PaymentId,
                runId,
                line = ++line,
                payment.AwardId,
                payment.DetailsVersion,
                reference = PaymentReference.Make(),
            });
            if (put != 1)
            {
                throw new Refusal(GrantsReasons.PaymentInOtherRun, [("title", payment.Title)]);
            }
        }

        var answer = await (await Run.Load(transaction, runId)).LoadMessage(transaction);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <returns>The day on which the bank is to pay.</returns>
    private static DateOnly Validate(MakeRunRequest request, DateOnly today, BankDays bankDays)
    {
        // A file that is made today is worked on tomorrow and paid the day after, as Bacs does it.
        var first = bankDays.From(bankDays.From(today.AddDays(1)).AddDays(1));
        var (dated, day) = request.PayOn.Length == 0 ? (true, first)
            : (DateOnly.TryParseExact(request.PayOn, IsoDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked), asked);
        var fields = new Fields().RequestId(request.RequestId)
            .Require(dated, "pay_on", GrantsReasons.PayDayMissing)
            .Require(!dated || (day >= today && day <= today.AddDays(MostDaysAhead)), "pay_on", GrantsReasons.PayDayTooFar,
                ("max", MostDaysAhead))
            .Require(!dated || bankDays.IsOne(day), "pay_on", GrantsReasons.NotABankDay, ("next", bankDays.From(day)))
            .Require(request.PaymentIds.Count <= MostPayments, "payment_ids", GrantsReasons.RunTooLong, ("max", MostPayments))
            .Require(request.PaymentIds.Distinct(StringComparer.Ordinal).Count() == request.PaymentIds.Count, "payment_ids",
                GrantsReasons.PaymentTwice);
        foreach (var (at, id) in request.PaymentIds.Index())
        {
            fields.Id($"payment_ids[{at}]", id);
        }

        fields.Check();
        return day;
    }

    /// <summary>What was asked for, all of it; or, where nothing was named, everything that can be paid.</summary>
    private static async Task<IReadOnlyList<PaymentRow>> Chosen(Transaction transaction, MakeRunRequest request)
    {
        var named = request.PaymentIds.Count > 0;
        var ids = named ? [.. request.PaymentIds] : await transaction.Many<string>(SelectWaiting, new { most = MostPayments });
        List<PaymentRow> chosen = [];
        List<Fault> faults = [];
        await PaymentRow.LockAwards(transaction, ids);
        foreach (var id in ids.Order(StringComparer.Ordinal))
        {
            var payment = await PaymentRow.Lock(transaction, id);
            if (Obstacle(payment, await PayeeRow.Load(transaction, payment.AwardId)) is not { } obstacle)
            {
                chosen.Add(payment);
            }
            else
            {
                faults.Add(new($"payment_ids[{request.PaymentIds.IndexOf(id)}]", obstacle,
                    [("title", payment.Title), ("currency", payment.Currency)]));
            }
        }

        return named && faults.Count > 0 ? throw new Refusal(GrantsReasons.NotAllCanBeRun, [], faults)
            : chosen.Count == 0 ? throw new Refusal(GrantsReasons.NothingToRun)
            : chosen;
    }

    /// <summary>Why a payment cannot go to the bank, or null.</summary>
    private static Reason? Obstacle(PaymentRow payment, PayeeRow payee) => payment switch
    {
        { RunId: not null } => GrantsReasons.RunsAlready,
        { StateNow: not PaymentState.Approved } => GrantsReasons.NotApproved,
        { DetailsVersion: null } => GrantsReasons.CouncilBuysItself,
        { Currency: not "GBP" } => GrantsReasons.NotInPounds,
        _ when payee.Step != PayeeStep.Ready => GrantsReasons.PayeeToLookAt,
        _ when payee.DetailsVersion != payment.DetailsVersion => GrantsReasons.RunDetailsChanged,
        _ => null,
    };
}
