using Participatory.Grants.OpenData;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payments.Runs;

/// <summary>Reads a bank statement: what fits is confirmed, what does not is listed for a person. The statement is not kept.</summary>
internal sealed class ImportConfirmations(Database database, TimeProvider clock)
{
    private static readonly int LongestFile = FieldLimits.LengthOf(ImportConfirmationsRequest.Descriptor, "csv");

    private static readonly Sql SelectSent = new("""
        SELECT run_payment.payment_id, run_payment.reference, payment.amount_minor, payment.state
        FROM run_payment JOIN payment ON payment.payment_id = run_payment.payment_id
        WHERE EXISTS (SELECT 1 FROM run_export WHERE run_export.run_id = run_payment.run_id)
        ORDER BY run_payment.payment_id
        """);

    private static readonly Sql InsertDifference = new("""
        INSERT INTO bank_difference (difference_id, line, kind, reference, payment_id, amount_minor, asked_minor, currency, found_at)
        SELECT @DifferenceId, @Line, @Kind, @Reference, @PaymentId, @AmountMinor, @AskedMinor, @Currency, @FoundAt
        WHERE NOT EXISTS (
            SELECT 1 FROM bank_difference WHERE line = @Line AND kind = @Kind AND reference = @Reference
                AND COALESCE(payment_id, '') = COALESCE(@PaymentId, '') AND COALESCE(amount_minor, -1) = COALESCE(@AmountMinor, -1))
        """);

    public async Task<ImportConfirmationsResponse> Handle(ImportConfirmationsRequest request, Caller caller, CancellationToken cancellation)
    {
        Validate(request);
        var (read, fault) = await BankStatement.Read(request.Csv, cancellation);
        var lines = read ?? throw new Refusal(Reasons.InvalidRequest, [], [fault!]);
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, ImportConfirmationsResponse.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var matched = Matching.Of(lines, await transaction.Many<Sent>(SelectSent));
        await PaymentRow.LockAwards(transaction, matched.Confirmed.Select(payment => payment.PaymentId));
        foreach (var payment in matched.Confirmed)
        {
            await ConfirmPayment.Apply(transaction, payment.PaymentId, payment.Reference, caller, now);
        }

        var answer = new ImportConfirmationsResponse { Confirmed = matched.Confirmed.Count, PassedOver = matched.PassedOver };
        foreach (var found in matched.Differences)
        {
            var difference = new DifferenceRow
            {
                DifferenceId = Guid.CreateVersion7().ToString(),
                Line = found.Line,
                Kind = StateText.Of(found.Kind),
                Reference = found.Reference,
                AskedMinor = found.AskedMinor,
                PaymentId = found.PaymentId,
                AmountMinor = found.AmountMinor,
                Currency = found.AmountMinor is null ? null : "GBP",
                FoundAt = now,
            };
            await transaction.Execute(InsertDifference, difference);
            answer.Differences.Add(difference.ToMessage());
        }

        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private static void Validate(ImportConfirmationsRequest request)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Require(request.Csv.Length > 0, "csv", GrantsReasons.StatementMissing)
            .Require(request.Csv.Length <= LongestFile, "csv", GrantsReasons.StatementTooLong, ("max", LongestFile))
            .Check();
    }
}
