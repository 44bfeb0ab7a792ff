using System.CommandLine;
using Participatory.Cli.Report;
using Participatory.Counting.Explaining;
using Participatory.Counting.Rules;

namespace Participatory.Cli.Counts;

/// <summary><c>count FILE…</c>: reads elections and says who wins.</summary>
internal static class CountCommand
{
    private sealed record Wishes(
        string Name, Rule Rule, TieOrder Ties, bool Json, string? Html, bool Strict, IReadOnlyList<IReadOnlyCollection<string>> OnlyOne);

    public static Command Create()
    {
        var files = new Argument<string[]>(
            "FILE")
        {
            Description =
            "Elections in Pabulib's .pb format; one that cannot be read does not keep the others from being counted",
            Arity = ArgumentArity.OneOrMore
        };
        var json = new Option<bool>("--json")
        {
            Description = "One JSON object per file and line: file, rule, winners (in order), cost, ties (how many were broken)"
        };
        var text = new Option<bool>("--text") { Description = "For reading (the default): winners, and for everything else why not" };
        var html = new Option<string?>(
            "--html")
        {
            Description =
            "Write a report with charts as one web page that needs nothing else; it takes longer, "
            + "since it finds out what each loser lacked", HelpName = "OUT"
        };
        var strict = new Option<bool>(
            "--strict")
        { Description = "Refuse files with anything that would otherwise be forgiven and listed" };
        var options = new RuleOptions("", ("greedy", "none"));
        var ties = new TieOption();
        var onlyOne = new ExclusiveOption();
        var command = new Command(
            "count",
            """
            Count elections: who wins, and why not the others.

            Examples:
              participatory count town.pb
              participatory count town.pb --rule equal-shares --completion add1u --html town.html
              participatory count *.pb --rule phragmen --json
            """) { files };
        options.AddTo(command);
        ties.AddTo(command);
        onlyOne.AddTo(command);
        command.Options.Add(json);
        command.Options.Add(text);
        command.Options.Add(html);
        command.Options.Add(strict);
        command.Validators.Add(result =>
        {
            if (result.GetValue(text) && (result.GetValue(json) || result.GetValue(html) is not null))
            {
                result.AddError("--text excludes --json and --html.");
            }
        });
        command.SetAction((result, cancellationToken) => Task.FromResult(Run(
            result.GetValue(files)!,
            new Wishes(options.NameOf(result), options.RuleOf(result), ties.Of(result), result.GetValue(json), result.GetValue(html),
                result.GetValue(strict), onlyOne.Of(result)),
            cancellationToken)));
        return command;
    }

    private static int Run(string[] files, Wishes wishes, CancellationToken cancellationToken)
    {
        using var progress = new ProgressBar();
        var exitCode = ExitCodes.Done;
        var sections = new List<ReportSection>();
        foreach (var file in files)
        {
            exitCode = Math.Max(exitCode, ElectionFile.Use(file, wishes.Strict, wishes.OnlyOne, [wishes.Rule], progress, read =>
            {
                Count(read, wishes, progress, sections, cancellationToken);
                return ExitCodes.Done;
            }));
        }

        return wishes.Html is { } html && sections.Count > 0 ? Math.Max(exitCode, Write(html, sections)) : exitCode;
    }

    private static void Count(
        ElectionFile file, Wishes wishes, ProgressBar progress, List<ReportSection> sections, CancellationToken cancellationToken)
    {
        var outcome = Tally.Count(file.Election, wishes.Rule, wishes.Ties, progress, cancellationToken);
        if (wishes.Html is not null)
        {
            progress.Begin($"Explaining {Path.GetFileName(file.Name)}");
            sections.Add(new ReportSection(file, outcome, Explanation.Of(file.Election, outcome, null, progress, cancellationToken)));
        }

        progress.Clear();
        if (wishes.Json)
        {
            Console.Out.WriteLine(CountJson.Line(file.Name, wishes.Name, outcome, file.Election.Scale));
        }
        else if (wishes.Html is null)
        {
            CountText.Write(Console.Out, file.Name, outcome, file.Election);
        }
    }

    private static int Write(string html, List<ReportSection> sections)
    {
        try
        {
            File.WriteAllText(html, HtmlReport.Of(sections));
            return ExitCodes.Done;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{html}: {error.Message}");
            return ExitCodes.BadFile;
        }
    }
}
