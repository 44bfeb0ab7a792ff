using Participatory.Counting.Elections;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Rules;

namespace Participatory.Cli.Counts;

/// <summary>Reads an election from a file and does something with it, or says on standard error why not.</summary>
internal static class ElectionFile
{
    /// <returns>The exit code.</returns>
    public static int Use(string file, bool strict, IReadOnlyList<Rule> rules, Action<Election> use)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var reader = PbReader.Open(stream, new PbOptions { Strict = strict });
            var election = reader.ReadElection();
            foreach (var rule in rules)
            {
                if (rule.Complaint(election) is { } complaint)
                {
                    Console.Error.WriteLine($"{file}: {complaint}");
                    return ExitCodes.BadRule;
                }
            }

            use(election);
            Forgiven(file, reader);
            return ExitCodes.Done;
        }
        catch (PbFormatException error)
        {
            Console.Error.WriteLine($"{file}: {error.Message}");
            return ExitCodes.BadFile;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{file}: {error.Message}");
            return ExitCodes.BadFile;
        }
    }

    private static void Forgiven(string file, PbReader reader)
    {
        foreach (var forgiven in reader.Forgiven.Take(5))
        {
            Console.Error.WriteLine($"{file}: line {forgiven.Line}, column {forgiven.Column}: {forgiven.What}");
        }

        if (reader.ForgivenCount > 5)
        {
            Console.Error.WriteLine($"{file}: and {reader.ForgivenCount - 5} more of this kind.");
        }
    }
}
