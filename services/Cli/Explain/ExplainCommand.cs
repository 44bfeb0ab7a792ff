using System.CommandLine;
using Participatory.Cli.Counts;
using Participatory.Counting.Elections;
using Participatory.Counting.Explaining;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;

namespace Participatory.Cli.Explain;

/// <summary><c>explain PROJECT FILE</c>: why one project won or did not, and what it would have taken.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var project = new Argument<string>("PROJECT") { Description = "Its project_id in the file" };
        var file = new Argument<string>("FILE") { Description = "An election in Pabulib's .pb format" };
        var json = new Option<bool>("--json") { Description = "One JSON object; amounts in whole units of the currency" };
        var options = new RuleOptions("", ("greedy", "none"));
        var ties = new TieOption();
        var onlyOne = new ExclusiveOption();
        var command = new Command(
            "explain",
            """
            Say why one project won or did not: how many more votes or how much less money it would have taken, and what
            those got who chose it. Finding that out means counting again and again, which can take minutes with add1.

            Examples:
              participatory explain 17 town.pb
              participatory explain 17 town.pb --rule equal-shares --completion add1u --json
            """) { project, file };
        options.AddTo(command);
        ties.AddTo(command);
        onlyOne.AddTo(command);
        command.Options.Add(json);
        command.SetAction((result, cancellationToken) =>
        {
            // Both orders are natural, and only one of the two is a file.
            var (id, path) = (result.GetValue(project)!, result.GetValue(file)!);
            (id, path) = !File.Exists(path) && File.Exists(id) ? (path, id) : (id, path);
            var rule = options.RuleOf(result);
            using var progress = new ProgressBar();
            return Task.FromResult(ElectionFile.Use(path, strict: false, onlyOne.Of(result), [rule], progress, read =>
                Explain(read, id, Tally.Count(read.Election, rule, ties.Of(result), progress, cancellationToken), result.GetValue(json),
                    progress, cancellationToken)));
        });
        return command;
    }

    private static int Explain(
        ElectionFile file, string id, Outcome outcome, bool json, ProgressBar progress, CancellationToken cancellationToken)
    {
        var index = file.Election.IndexOf(id);
        if (index < 0)
        {
            progress.Clear();
            Console.Error.WriteLine($"{file.Name}: There is no project with the id \"{id}\".");
            return ExitCodes.BadFile;
        }

        progress.Begin($"Counting again without {id}, with more votes, with less cost");
        var project = file.Election.Projects[index];
        var loss = outcome.Losses.FirstOrDefault(lost => lost.Project.Id == id);
        var support = EffectiveSupport.Of(file.Election, outcome, cancellationToken);
        var story = new ProjectStory(
            file.Election,
            outcome,
            project,
            loss,
            loss is null ? null : Explanation.NearMissOf(file.Election, outcome, loss, null, cancellationToken),
            VoterShares.Got(file.Election, outcome, [project])[0],
            support.Length == 0 ? null : support[index]);
        progress.Clear();
        if (json)
        {
            Console.Out.WriteLine(story.ToJson(file.Name));
        }
        else
        {
            story.Write(Console.Out, file.Name);
        }

        return ExitCodes.Done;
    }
}
