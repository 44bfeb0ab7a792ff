using System.CommandLine;
using Participatory.Counting.Rules;

namespace Participatory.Cli.Counts;

/// <summary><c>count FILE…</c>: reads elections and says who wins.</summary>
internal static class CountCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Elections in Pabulib's .pb format", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "One JSON object per file and line: file, rule, winners (in order), cost, ties (how many were broken)" };
        var text = new Option<bool>("--text") { Description = "For reading (the default): winners, and for everything else why not" };
        var html = new Option<string?>("--html") { Description = "A report as one web page", HelpName = "OUT" };
        var strict = new Option<bool>("--strict") { Description = "Refuse files with anything that would otherwise be forgiven" };
        var options = new RuleOptions("", ("greedy", "none"));
        var ties = new TieOption();
        var command = new Command("count", "Count elections: who wins, and why not the others.") { files };
        options.AddTo(command);
        ties.AddTo(command);
        command.Options.Add(json);
        command.Options.Add(text);
        command.Options.Add(html);
        command.Options.Add(strict);
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(text))
            {
                result.AddError("--json and --text exclude each other.");
            }

            if (result.GetValue(html) is not null)
            {
                result.AddError("--html is not built yet. Say --json or --text.");
            }
        });
        command.SetAction((result, cancellationToken) => Task.FromResult(Run(
            result.GetValue(files)!,
            options.NameOf(result),
            options.RuleOf(result),
            ties.Of(result),
            result.GetValue(json),
            result.GetValue(strict),
            cancellationToken)));
        return command;
    }

    private static int Run(string[] files, string name, Rule rule, TieOrder ties, bool json, bool strict, CancellationToken cancellationToken)
    {
        var exitCode = ExitCodes.Done;
        foreach (var file in files)
        {
            exitCode = Math.Max(exitCode, CountFile(file, name, rule, ties, json, strict, cancellationToken));
        }

        return exitCode;
    }

    private static int CountFile(string file, string name, Rule rule, TieOrder ties, bool json, bool strict, CancellationToken cancellationToken) =>
        ElectionFile.Use(file, strict, [rule], election =>
        {
            var outcome = Tally.Count(election, rule, ties, cancellationToken);
            if (json)
            {
                Console.Out.WriteLine(CountJson.Line(file, name, outcome, election.Scale));
            }
            else
            {
                CountText.Write(Console.Out, file, outcome, election);
            }
        });
}
