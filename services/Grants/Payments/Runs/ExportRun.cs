using System.Globalization;
using Google.Protobuf;
using Participatory.Grants.Payees;
using Participatory.Grants.Payments.Payers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using CouncilDays = Participatory.Words.CouncilDays;

namespace Participatory.Grants.Payments.Runs;

/// <summary>
/// The file of a run, the same bytes every time: its bank knows it by its id and does not pay it twice. That somebody has
/// it is kept as a reading of every bank detail in it.
/// </summary>
internal sealed class ExportRun(
    Database database, CouncilDays days, TimeProvider clock, BankVault vault, CouncilSettings settings, SecurityLog security)
{
    private static readonly Sql Insert = new("""
        INSERT INTO run_export (export_id, run_id, format, exported_by, exported_as, exported_at)
        VALUES (@exportId, @RunId, @format, @Subject, @ShownAs, @now)
        """);

    private static readonly Sql KeepPayer = new("""
        UPDATE payment_run SET payer_name = @Name, payer_sort_code = @SortCode, payer_account_number = @AccountNumber,
            payer_service_user_number = @ServiceUserNumber
        WHERE run_id = @RunId AND payer_name IS NULL
        """);

    public async Task<ExportRunResponse> Handle(ExportRunRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .Id("run_id", request.RunId)
            .Require(Enum.IsDefined(request.Format) && request.Format != RunFormat.Unspecified, "format", GrantsReasons.FormatMissing)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        await Run.Lock(transaction, request.RunId);
        var run = await Run.Load(transaction, request.RunId);
        var lines = await Run.LoadLines(transaction, run.RunId);
        if (lines.Any(line => line.Sealed.Length == 0))
        {
            // Paid long ago, and whoever gave them was forgotten.
            throw new Refusal(GrantsReasons.RunDetailsGone);
        }

        var payer = run.Payer ?? await PayerRow.LoadAt(transaction, run.MadeAt, settings.Payer);
        var file = File(run, lines, payer);
        var answer = Decide(file, lines, request.Format);

        var now = clock.GetUtcNow();
        foreach (var line in lines)
        {
            await GetBankDetails.NoteInFile(transaction, line.AwardId, line.DetailsVersion, run.Serial, caller, now);
        }

        await transaction.Execute(KeepPayer, new
        {
            run.RunId, file.Payer.Name, file.Payer.SortCode, file.Payer.AccountNumber, file.Payer.ServiceUserNumber,
        });
        await transaction.Execute(
            Insert, new
            {
                exportId = Guid.CreateVersion7().ToString(), run.RunId, format = StateText.Of(request.Format), caller.Subject,
                caller.ShownAs, now
            });
        await transaction.Commit();
        security.Note(GetBankDetails.Read, caller.Subject, run.RunId, lines.Count);
        return answer;
    }

    private RunFile File(Run run, IReadOnlyList<Run.LineRow> lines, Payer? payer) => new(
        run.RunId,
        run.Serial,
        run.MadeAt,
        days.DayOf(run.MadeAt),
        Day(run.PayOn),
        // Runs from before it was kept go by the settings of the machine, as their first file did.
        run.ProcessOn is { } kept ? Day(kept) : settings.BankDays.Before(Day(run.PayOn)),
        payer ?? throw new Refusal(GrantsReasons.PayerNotSet),
        [.. lines.Select(line => new Credit(line.Reference, line.AmountMinor, vault.Open(line.Sealed), line.Title))]);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The file in the format that was asked for.</summary>
    /// <exception cref="Refusal">One of its payments was stopped, or the format cannot say what is in it.</exception>
    internal static ExportRunResponse Decide(RunFile file, IReadOnlyList<Run.LineRow> lines, RunFormat format)
    {
        if (lines.FirstOrDefault(line => line.StateNow == PaymentState.Cancelled) is { } stopped)
        {
            throw new Refusal(GrantsReasons.RunStopped, [("title", stopped.Title)]);
        }

        var faults = format switch
        {
            RunFormat.Iso20022 => Pain001.Faults(file),
            RunFormat.Standard18 => Standard18.Faults(file),
            _ => [],
        };
        if (faults.Count > 0)
        {
            throw new Refusal(GrantsReasons.FileNotWritable, [], faults);
        }

        return Written(file, format);
    }

    private static ExportRunResponse Written(RunFile file, RunFormat format)
    {
        var (content, ending, type) = format switch
        {
            RunFormat.Iso20022 => (Pain001.Write(file), "xml", "application/xml"),
            RunFormat.Standard18 => (Standard18.Write(file), "txt", "text/plain; charset=us-ascii"),
            _ => (RunSheet.Write(file), "csv", "text/csv; charset=utf-8"),
        };
        return new ExportRunResponse
        {
            Content = ByteString.CopyFrom(content), FileName = $"payments-{file.Serial}.{ending}",
            ContentType = type
        };
    }
}
