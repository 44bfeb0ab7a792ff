using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Participatory.Contracts.People;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

public sealed class LetterTests
{
    [Theory, EveryDatabase]
    public async Task Codes_are_handed_over_once_when_a_second_person_agrees_and_everybody_can_see_who_had_them(string engine)
    {
        await using var polling = await WithRoll(engine, 30);
        var export = await Ask(polling, letters: 25);

        await Polling.Refused(
            StatusCode.PermissionDenied, "SECOND_PERSON_NEEDED", () => LetterCodes.Take(polling.Grace, polling.Grace, export));
        await Polling.Refused(StatusCode.FailedPrecondition, "LETTERS_NOT_AGREED", () => Hand(polling, export));
        Assert.Equal((LetterExportState.Asked, People.Grace.ShownAs, "The letters are printed.", 1, 25L),
            Seen(Assert.Single(await List(polling))));

        var requestId = Polling.NewId();
        await polling.Femi.AgreeToLettersAsync(new() { RequestId = Polling.NewId(), PollId = Polling.PollId, ExportId = export.ExportId });
        Assert.Equal(25, (await LetterCodes.Hand(polling.Grace, export, requestId)).Count);
        // A line may break; whoever asks anew has to ask everybody.
        Assert.Equal(25, (await LetterCodes.Hand(polling.Grace, export, requestId)).Count);
        await Polling.Refused(StatusCode.FailedPrecondition, "LETTERS_TAKEN", () => Hand(polling, export));

        var entry = Assert.Single(await List(polling));
        Assert.Equal((LetterExportState.Taken, People.Femi.ShownAs), (entry.State, entry.AgreedBy));
        Assert.NotNull(entry.TakeTime);
        Assert.DoesNotContain("subject-", entry.ToString(), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_same_letters_again_are_the_same_batch_and_a_new_batch_is_of_letters_that_are_in_none(string engine)
    {
        await using var polling = await WithRoll(engine, 30);
        var first = await LetterCodes.Take(polling.Grace, polling.Femi, await Ask(polling, letters: 10));
        var second = await LetterCodes.Take(polling.Grace, polling.Femi, await Ask(polling, letters: 0));
        var again = await LetterCodes.Take(polling.Grace, polling.Femi, await Ask(polling, batch: 1));

        Assert.Equal(Enumerable.Range(1, 30).Select(number => $"V{number:D4}"), first.Concat(second).Select(letter => letter.VoterId));
        Assert.Equal(first, again);
        Assert.Equal([1, 2, 1], (await List(polling)).Select(export => export.Batch));
        Assert.Equal(30, (await polling.Get()).Contests[0].LettersInBatches);
        await Polling.Refused(StatusCode.FailedPrecondition, "LETTERS_NONE_LEFT", () => Ask(polling, letters: 1));
        await Polling.Refused(StatusCode.NotFound, "LETTER_BATCH_NOT_FOUND", () => Ask(polling, batch: 3));
    }

    [Theory, EveryDatabase]
    public async Task A_batch_keeps_the_words_it_began_with_and_the_next_one_has_the_newest(string engine)
    {
        await using var polling = await WithRoll(engine, 30);
        var before = await Ask(polling, letters: 5);
        await polling.Service.Deliver(new LetterWordsChanged(2, "Vote in {area}", "It is your money."));
        // An older version comes late, and the newer one again.
        await polling.Service.Deliver(new LetterWordsChanged(1, "Old", "Words"));
        await polling.Service.Deliver(new LetterWordsChanged(2, "Vote in {area}", "It is your money."));
        var with = await Ask(polling, letters: 5);
        await polling.Service.Deliver(new LetterWordsChanged(3, "", "Choose."));

        Assert.Equal(("", ""), await Words(before));
        Assert.Equal(("Vote in {area}", "It is your money."), await Words(with));
        Assert.Equal(("Vote in {area}", "It is your money."), await Words(await Ask(polling, batch: with.Batch)));
        Assert.Equal(("", "Choose."), await Words(await Ask(polling, letters: 5)));
        await polling.Femi.AgreeToLettersAsync(new() { RequestId = Polling.NewId(), PollId = Polling.PollId, ExportId = with.ExportId });
        await LetterCodes.Hand(polling.Grace, with, Polling.NewId());
        Assert.Equal(("Vote in {area}", "It is your money."), await Words(with));

        async Task<(string, string)> Words(LetterExport export)
        {
            var now = await polling.Grace.GetLetterExportAsync(new() { PollId = Polling.PollId, ExportId = export.ExportId });
            return (now.Heading, now.Words);
        }
    }

    [Theory, EveryDatabase]
    public async Task However_many_ask_at_once_no_letter_is_in_two_batches(string engine)
    {
        await using var polling = await WithRoll(engine, 80);

        var exports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ask(polling, letters: 10)));

        Assert.Equal(Enumerable.Range(1, 8), exports.Select(export => export.Batch).Order());
        Assert.Equal(80, (await polling.Letters()).Select(letter => letter.VoterId).Distinct().Count());
    }

    [Theory, EveryDatabase]
    public async Task Nobody_can_take_an_export_out_of_the_record(string engine)
    {
        await using var polling = await WithRoll(engine, 1);
        await LetterCodes.Take(polling.Grace, polling.Femi, await Ask(polling, letters: 0));
        foreach (var change in new[]
        {
            new Sql("DELETE FROM letter_export"), new Sql("UPDATE letter_export SET taken_at = asked_at"),
            new Sql("UPDATE letter_export SET state = 'AGREED'"),
        })
        {
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await using var transaction = await polling.Service.Database.Begin(TestContext.Current.CancellationToken);
                await transaction.Execute(change);
                await transaction.Commit();
            });
        }

        Assert.Equal(LetterExportState.Taken, Assert.Single(await List(polling)).State);
    }

    [Theory, EveryDatabase]
    public async Task Codes_that_are_sealed_to_a_printer_are_opened_with_openssl_and_the_printers_key_alone(string engine)
    {
        await using var polling = await WithRoll(engine, 40);
        using var key = RSA.Create(3072);
        var printer = Certificate(key);
        var export = await Ask(polling, letters: 0, printer: printer.ExportCertificatePem());
        await polling.Femi.AgreeToLettersAsync(new() { RequestId = Polling.NewId(), PollId = Polling.PollId, ExportId = export.ExportId });

        var sealedCodes = await Sealed(polling, export);

        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(printer.RawData)), "Print & Post"),
            (export.PrinterFingerprint, export.PrinterName));
        var opened = await OpenSsl(sealedCodes, key, printer);
        var letters = await LetterCodes.Take(polling.Grace, polling.Femi, await Ask(polling, batch: export.Batch));
        Assert.Equal(
            letters.Select(letter => $"{letter.VoterId},{letter.AreaCode},{letter.Code}").Prepend("voter_id,area_code,code"),
            opened.TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(-1, sealedCodes.AsSpan().IndexOf("V0001"u8));
        using var other = RSA.Create(3072);
        await Assert.ThrowsAnyAsync<Exception>(() => OpenSsl(sealedCodes, other, printer));
    }

    [Theory, EveryDatabase]
    public async Task A_certificate_that_protects_nothing_is_refused(string engine)
    {
        await using var polling = await WithRoll(engine, 1);
        using var key = RSA.Create(2048);
        using var small = RSA.Create(1024);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = polling.Service.Clock.Now;
        var onCurve = new CertificateRequest("CN=Print", curve, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        foreach (var (pem, sentence) in new[]
        {
            ("hello", "We cannot use this certificate."),
            (Certificate(small).ExportCertificatePem(), "We cannot use this certificate."),
            (onCurve.ExportCertificatePem(), "We cannot use this certificate."),
            (Certificate(key).ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem(), "There is a private key in this file"),
            (Certificate(key, until: now.AddYears(-1)).ExportCertificatePem(), "This certificate is not valid today."),
        })
        {
            var fault = Assert.Single(await Polling.Faults(() => Ask(polling, letters: 0, printer: pem)));
            Assert.Equal("printer_certificate", fault.Name);
            Assert.StartsWith(sentence, fault.Sentence, StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task At_the_end_everybody_sees_how_many_voted_of_the_letters_that_were_printed_together(string engine)
    {
        await using var polling = await WithRoll(engine, 60);
        var first = await LetterCodes.Take(polling.Grace, polling.Femi, await Ask(polling, letters: 20));
        var second = await LetterCodes.Take(polling.Grace, polling.Femi, await Ask(polling, letters: 25));
        await LetterCodes.Take(polling.Grace, polling.Femi, await Ask(polling, letters: 5));
        await polling.Open();
        foreach (var (letter, at) in first.Take(7).Concat(second.Take(19)).Select((letter, at) => (letter, at)))
        {
            await polling.Cast(letter.Code, at % 2 == 0 ? "bench" : "swings");
        }

        await polling.Close();
        var contest = (await polling.Declare()).Contests[0];

        // The five go with the ten that nobody asked for, and as these are few, with the batch before.
        Assert.Equal(
            [("1", 20L, 7L, false), ("2,3", 40L, 19L, true)],
            contest.LetterBatches.Select(one => (string.Join(',', one.Batches), one.Letters, one.Voted, one.HasOthers)));
        Assert.Equal(contest, (await polling.Public.GetResultAsync(new() { PollId = Polling.PollId })).Contests[0]);
        Assert.Empty((await polling.Public.GetResultAsync(new() { PollId = Polling.PollId })).Contests[1].LetterBatches);
    }

    private static async Task<Polling> WithRoll(string engine, int voters)
    {
        var polling = await Polling.WithPoll(engine);
        await polling.ImportRoll(Polling.Csv(Enumerable.Range(1, voters).Select(number => $"V{number:D4},{Polling.Elm}")));
        return polling;
    }

    private static async Task<LetterExport> Ask(Polling polling, long letters = 0, int batch = 0, string printer = "") =>
        await polling.Grace.AskForLettersAsync(new AskForLettersRequest
        {
            RequestId = Polling.NewId(), PollId = Polling.PollId, AreaCode = batch == 0 ? Polling.Elm : "", Letters = letters,
            Batch = batch, Reason = "The letters are printed.", PrinterCertificate = printer,
        });

    private static Task<IReadOnlyList<Letter>> Hand(Polling polling, LetterExport export) =>
        LetterCodes.Hand(polling.Grace, export, Polling.NewId());

    private static async Task<IReadOnlyList<LetterExport>> List(Polling polling) =>
        (await polling.Public.ListLetterExportsAsync(new ListLetterExportsRequest { PollId = Polling.PollId })).Exports;

    private static (LetterExportState, string, string, int, long) Seen(LetterExport export) =>
        (export.State, export.AskedBy, export.Reason, export.Batch, export.Letters);

    private static X509Certificate2 Certificate(RSA key, DateTimeOffset? until = null) =>
        new CertificateRequest("CN=Print & Post", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), until ?? new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static async Task<byte[]> Sealed(Polling polling, LetterExport export)
    {
        using var call = polling.Grace.TakeLetters(
            new TakeLettersRequest { RequestId = Polling.NewId(), PollId = Polling.PollId, ExportId = export.ExportId });
        using var file = new MemoryStream();
        await foreach (var piece in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            Assert.Equal(TakeLettersResponse.ContentOneofCase.Sealed, piece.ContentCase);
            piece.Sealed.WriteTo(file);
        }

        return file.ToArray();
    }

    // As a printing house would open it.
    private static async Task<string> OpenSsl(byte[] sealedCodes, RSA key, X509Certificate2 printer)
    {
        var folder = Directory.CreateTempSubdirectory("participatory-printer-").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "letters.p7m"), sealedCodes);
            await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
            await File.WriteAllTextAsync(Path.Combine(folder, "printer.pem"), printer.ExportCertificatePem());
            using var openssl = Process.Start(new ProcessStartInfo(
                "openssl", "cms -decrypt -binary -inform DER -in letters.p7m -inkey key.pem -recip printer.pem -out letters.csv")
            {
                WorkingDirectory = folder, RedirectStandardError = true, UseShellExecute = false,
            })!;
            var said = await openssl.StandardError.ReadToEndAsync();
            await openssl.WaitForExitAsync();
            return openssl.ExitCode == 0
                ? await File.ReadAllTextAsync(Path.Combine(folder, "letters.csv"), Encoding.UTF8)
                : throw new InvalidOperationException(said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
