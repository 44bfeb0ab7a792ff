using System.CommandLine;
using System.Globalization;
using Participatory.Cli.Verify;

namespace Participatory.Cli.Ledgers;

/// <summary><c>verify-ledger FILE</c>: whether the money of a round, or all of it, adds up, from the published file alone.</summary>
internal static class VerifyLedgerCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The file of a round's money, or of all, that a council publishes" };
        var close = new Option<string?>(
            "--close")
        { Description = "The hash of a close that you kept: say whether it is still there", HelpName = "HASH" };
        var open = new Option<string?>(
            "--open")
        {
            Description = "The hash that the council's page shows for what came since the newest close: say whether this file has the same",
            HelpName = "HASH"
        };
        var command = new Command(
            "verify-ledger",
            "Check a ledger from its file: balances, promises, closes. Names the first thing wrong. Ends with 0 where everything was "
            + "checked, 4 where something is wrong, 5 where nothing is wrong and what came since the newest close could not be compared.")
        { file, close, open };
        command.SetAction((result, cancellation) => Run(
            result.GetValue(file)!, result.GetValue(close), result.GetValue(open), Console.Out, Console.Error, cancellation));
        return command;
    }

    /// <returns>The exit code.</returns>
    public static async Task<int> Run(
        string file, string? close, string? open, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            using var reader = new BundleReader(stream);
            var verifier = new LedgerVerifier(close, open);
            await verifier.Verify(reader, cancellation);
            await Report(verifier, close, output);
            return verifier.AllChecked ? ExitCodes.Done : ExitCodes.NotAllChecked;
        }
        catch (BundleFault fault)
        {
            await errors.WriteLineAsync($"{file}: {fault.Message}");
            return ExitCodes.NotVerified;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"{file}: {error.Message}");
            return ExitCodes.BadFile;
        }
    }

    private static async Task Report(LedgerVerifier verifier, string? close, TextWriter output)
    {
        var what = verifier.Round.Length == 0 ? "the whole ledger" : $"round {verifier.Round}";
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {verifier.Transfers} transfers, {verifier.Closed} of them in {verifier.Closes} closes, "
            + $"each the beginning of the next"));
        foreach (var (currency, kind, balance) in verifier.Balances.Kinds())
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{kind}: {balance} {currency} in minor units"));
        }

        if (close is not null)
        {
            await output.WriteLineAsync("your close: it is there, and what it covers is as it was");
        }

        await output.WriteLineAsync(verifier.LastClose is { } last
            ? $"Every transfer up to the close of {last.Date} is right. Its hash is {last.Hash}\nWhether the council publishes the same "
                + "one is for you to compare."
            : "No day of it has been closed yet.");
        await output.WriteLineAsync(verifier switch
        {
            { Open: 0 } => "The ledger is right.",
            { AllChecked: true } =>
                $"The {verifier.Open} transfers since then are those of the hash that you have seen. The ledger is right.",
            _ => $"{verifier.Open} transfers since then add up, and no close covers them: whether they are those of the council could not "
                + $"be checked. Their hash is {verifier.OpenHash}\nThe council's page shows one, too: compare them, or hand it over with "
                + "--open.",
        });
    }
}
