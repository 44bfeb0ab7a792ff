using System.CommandLine;
using System.Globalization;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;

namespace Participatory.Cli.Counts;

/// <summary><c>compare FILE…</c>: two rules side by side.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Elections in Pabulib's .pb format", Arity = ArgumentArity.OneOrMore };
        var first = new RuleOptions("", ("greedy", "none"));
        var second = new RuleOptions("other-", ("equal-shares", "add1u"));
        var ties = new TieOption();
        var onlyOne = new ExclusiveOption();
        var json = new Option<bool>(
            "--json")
        {
            Description =
            "One JSON object per file and line: file, first, second (each with rule, winners, cost, voters with a winner), both, "
                + "only_first, only_second"
        };
        var command = new Command(
            "compare",
            """
            Count by two rules: who wins by both, who by one alone, and what voters got.

            Examples:
              participatory compare town.pb
              participatory compare town.pb --rule phragmen --other-rule equal-shares --other-completion add1
            """) { files };
        first.AddTo(command);
        second.AddTo(command);
        ties.AddTo(command);
        onlyOne.AddTo(command);
        command.Options.Add(json);
        command.SetAction((result, cancellationToken) =>
        {
            var rules = (First: first.RuleOf(result), Second: second.RuleOf(result));
            var exitCode = ExitCodes.Done;
            using var progress = new ProgressBar();
            foreach (var file in result.GetValue(files)!)
            {
                exitCode = Math.Max(
                    exitCode, ElectionFile.Use(file, strict: false, onlyOne.Of(result), [rules.First, rules.Second], progress, read =>
                {
                    var one = Tally.Count(read.Election, rules.First, ties.Of(result), progress, cancellationToken);
                    var other = Tally.Count(read.Election, rules.Second, ties.Of(result), progress, cancellationToken);
                    progress.Clear();
                    if (result.GetValue(json))
                    {
                        Console.Out.WriteLine(CountJson.Comparison(file, one, other, read.Election));
                    }
                    else
                    {
                        Write(file, read.Election, one, other);
                    }

                    return ExitCodes.Done;
                }));
            }

            return Task.FromResult(exitCode);
        });
        return command;
    }

    private static void Write(string file, Election election, Outcome first, Outcome second)
    {
        var comparison = Comparison.Of(election, first, second);
        var text = Console.Out;
        text.WriteLine(file);
        text.WriteLine($"  first:  {first.Rule.Describe()}");
        text.WriteLine($"  second: {second.Rule.Describe()}");
        text.WriteLine();
        text.WriteLine($"  {"",-34}{"first",16}{"second",16}");
        text.WriteLine($"  {"winners",-34}{first.Winners.Length,16}{second.Winners.Length,16}");
        text.WriteLine($"  {"money spent",-34}{Amounts.Text(first.Cost, election.Scale),16}{Amounts.Text(second.Cost, election.Scale),16}");
        text.WriteLine($"  {"voters with a winner they chose",-34}{Percent(comparison.First),16}{Percent(comparison.Second),16}");
        text.WriteLine($"  {"winners an average voter chose",-34}{Average(comparison.First),16}{Average(comparison.Second),16}");
        List(text, "Win by both", comparison.Both, election);
        List(text, "Win by the first alone", comparison.OnlyFirst, election);
        List(text, "Win by the second alone", comparison.OnlySecond, election);
        text.WriteLine();
    }

    private static void List(TextWriter text, string title, IReadOnlyList<Project> projects, Election election)
    {
        text.WriteLine();
        text.WriteLine($"  {title}: {projects.Count}");
        foreach (var project in projects)
        {
            text.WriteLine(CountText.Row(project, election));
        }
    }

    // Per mille and hundredths in whole numbers, rounded down: what is printed is the same everywhere.
    internal static string Percent(VoterView view) => view.Voters == 0
        ? "none voted"
        : string.Create(
            CultureInfo.InvariantCulture, $"{view.WithAWinner * 1000 / view.Voters / 10}.{view.WithAWinner * 1000 / view.Voters % 10} %");

    internal static string Average(VoterView view) => view.Voters == 0
        ? "none voted"
        : string.Create(
            CultureInfo.InvariantCulture, $"{view.Winners * 100 / view.Voters / 100}.{(int)(view.Winners * 100 / view.Voters % 100):00}");
}
