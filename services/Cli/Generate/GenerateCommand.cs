using System.CommandLine;
using Participatory.Counting.Generating;
using Participatory.Counting.Pabulib;

namespace Participatory.Cli.Generate;

/// <summary><c>generate OUT.pb</c>: writes a made-up election.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("OUT.pb") { Description = "Where to write it" };
        var projects = new Option<int?>(
            "--projects")
        { Description = $"How many projects, 1 to {PbLimits.Projects}; 40 when nothing is said" };
        var voters = new Option<int?>("--voters") { Description = "How many voters; 1000 when nothing is said" };
        var seed = new Option<ulong?>("--seed") { Description = "The same seed gives the same bytes, forever; 1 when nothing is said" };
        var command = new Command("generate", "Make up an election of a made-up town.") { file, projects, voters, seed };
        command.Validators.Add(result =>
        {
            if (result.GetValue(projects) is < 1 or > PbLimits.Projects)
            {
                result.AddError($"--projects is {result.GetValue(projects)}; 1 to {PbLimits.Projects} are possible.");
            }

            if (result.GetValue(voters) < 0)
            {
                result.AddError("--voters is below zero.");
            }
        });
        command.SetAction(result => Run(
            result.GetValue(file)!, new SyntheticElection(
                result.GetValue(projects) ?? 40, result.GetValue(voters) ?? 1_000, result.GetValue(seed) ?? 1)));
        return command;
    }

    private static int Run(string file, SyntheticElection election)
    {
        try
        {
            using var text = new StreamWriter(file);
            election.WriteTo(text);
            return ExitCodes.Done;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{file}: {error.Message}");
            return ExitCodes.BadFile;
        }
    }
}
