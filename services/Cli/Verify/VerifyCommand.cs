using System.CommandLine;

namespace Participatory.Cli.Verify;

/// <summary><c>verify BUNDLE</c>: whether a declared result follows from the ballots, and the ballots from the public log.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("BUNDLE") { Description = "The file that a council publishes with its result" };
        var code = new Option<string?>(
            "--code")
        { Description = "A tracking code: say whether its ballot is in the log", HelpName = "CODE" };
        var key = new Option<string?>(
            "--key")
        {
            Description =
            "The council's key as you know it from elsewhere, for example from your letter; else the bundle's own is taken",
            HelpName = "KEY"
        };
        var checkpoint = new Option<string?>(
            "--checkpoint")
        {
            Description = "A checkpoint that you kept earlier: say whether the log has only grown since",
            HelpName = "FILE"
        };
        var command = new Command("verify", "Check a result from its bundle: log, ballots, count. Names the first thing wrong. Ends "
            + "with 0 where everything was checked, 4 where something is wrong, 5 where nothing is wrong and not all could be counted "
            + "again.")
        { file, code, key, checkpoint };
        command.SetAction((result, cancellation) => Run(
            result.GetValue(file)!, result.GetValue(code), result.GetValue(key), result.GetValue(checkpoint), Console.Out, Console.Error,
                cancellation));
        return command;
    }

    /// <returns>The exit code.</returns>
    public static async Task<int> Run(
        string file, string? code, string? key, string? checkpoint, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            var kept = checkpoint is null ? null : await File.ReadAllTextAsync(checkpoint, cancellation);
            await using var stream = File.OpenRead(file);
            using var reader = new BundleReader(stream);
            var verifier = new Verifier(reader);
            await verifier.Verify(key, kept, cancellation);
            Report(verifier, key is not null, kept is not null, output);
            var all = verifier.Contests.All(IsCountedAgain) ? ExitCodes.Done : ExitCodes.NotAllChecked;
            return code is null || Look(verifier, Hashes.Meant(code), output, errors) ? all : ExitCodes.NotVerified;
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

    private static void Report(Verifier verifier, bool knewKey, bool keptCheckpoint, TextWriter output)
    {
        output.WriteLine(
            $"poll {verifier.Poll.PollId}: {verifier.Log.Size} leaves in the log, {verifier.Log.Checkpoints} checkpoints, each the "
                + "beginning of the next");
        if (keptCheckpoint)
        {
            output.WriteLine("your checkpoint: the log has only grown since");
        }

        foreach (var contest in verifier.Contests)
        {
            output.WriteLine(IsCountedAgain(contest)
                ? $"{contest.Area}: {contest.Ballots} ballots, every one in the log, counted again: the same winners"
                : $"{contest.Area}: {contest.Ballots} ballots, every one in the log; what they say is not public, so they were not "
                    + "counted again");
        }

        var unseen = verifier.Contests.Where(contest => !IsCountedAgain(contest)).Select(contest => contest.Area).ToList();
        output.WriteLine(!verifier.IsDeclared ? "The log is right. There is no result yet."
            : unseen.Count == 0 ? "The result is right."
            : "The log is right, and so is the number of ballots. Who won could not be checked here for "
                + $"{string.Join(", ", unseen)}: that takes the ballots, which two observers were shown.");
        output.WriteLine(knewKey ? "Signed with the key that you trust."
            : $"Signed with {verifier.Key}\nWhether that is the council's key is for you to compare.");
    }

    private static bool IsCountedAgain(BundleContest contest) => contest.Counted || contest.Ballots == 0;

    private static bool Look(Verifier verifier, string code, TextWriter output, TextWriter errors)
    {
        if (verifier.Log.Find(code) is { } place)
        {
            output.WriteLine($"tracking code {code}: in the log, leaf {place}");
            return true;
        }

        errors.WriteLine(
            $"tracking code {code}: no ballot in this log has it. Please compare it sign by "
                + $"sign{(verifier.IsDeclared ? "" : "; a ballot may still be waiting to go in")}.");
        return false;
    }
}
