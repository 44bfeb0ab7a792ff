using Participatory.Counting.Elections;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Rules;

namespace Participatory.Cli.Counts;

/// <summary>An election as it was read from a file.</summary>
internal sealed record ElectionFile(string Name, PbHeader Header, Election Election)
{
    /// <summary>A file with more that was forgiven has one fault many times over.</summary>
    private const int MostTold = 50;

    /// <summary>Reads an election from a file and does something with it, or says on standard error why not.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="strict">Whether what could be forgiven is refused.</param>
    /// <param name="exclusive">Groups of project ids of which only one may win.</param>
    /// <param name="rules">The rules that will count it.</param>
    /// <param name="progress">Told what is going on.</param>
    /// <param name="use">What is done with it.</param>
    /// <returns>The exit code: that of <paramref name="use"/> where the file can be counted.</returns>
    public static int Use(string file, bool strict, IReadOnlyList<IReadOnlyCollection<string>> exclusive, IReadOnlyList<Rule> rules,
        ProgressBar progress, Func<ElectionFile, int> use)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var reading = progress.Watch(stream, $"Reading {Path.GetFileName(file)}");
            var reader = PbReader.Open(stream, new PbOptions { Strict = strict });
            var election = reader.ReadElection();
            progress.Begin($"Counting {Path.GetFileName(file)}");
            if (rules.Select(rule => rule.Complaint(election)).FirstOrDefault(complaint => complaint is not null) is { } complaint)
            {
                progress.Clear();
                Console.Error.WriteLine($"{file}: {complaint}");
                return ExitCodes.BadRule;
            }

            if (election.ComplaintAboutExclusive(exclusive) is { } unknown)
            {
                progress.Clear();
                Console.Error.WriteLine($"{file}: {unknown}");
                return ExitCodes.BadFile;
            }

            election = exclusive.Count == 0 ? election : election.WithExclusive(exclusive);
            var exitCode = use(new ElectionFile(file, reader.Header, election));
            progress.Clear();
            Forgiven(file, reader);
            return exitCode;
        }
        catch (PbFormatException error)
        {
            progress.Clear();
            Console.Error.WriteLine($"{file}: {error.Message}");
            return ExitCodes.BadFile;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            progress.Clear();
            Console.Error.WriteLine($"{file}: {error.Message}");
            return ExitCodes.BadFile;
        }
    }

    private static void Forgiven(string file, PbReader reader)
    {
        foreach (var forgiven in reader.Forgiven.Take(MostTold))
        {
            Console.Error.WriteLine($"{file}: line {forgiven.Line}, column {forgiven.Column}: {forgiven.What}");
        }

        if (reader.ForgivenCount > MostTold)
        {
            Console.Error.WriteLine($"{file}: and {reader.ForgivenCount - MostTold} more of this kind.");
        }
    }
}
