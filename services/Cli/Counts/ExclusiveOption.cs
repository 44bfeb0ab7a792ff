using System.CommandLine;
using System.CommandLine.Parsing;

namespace Participatory.Cli.Counts;

/// <summary><c>--only-one</c>, spelled once for every command: projects of which only one may win.</summary>
internal sealed class ExclusiveOption
{
    private readonly Option<string[]> groups = new("--only-one")
    {
        Description = "Projects of which at most one may win, as their ids with commas between them; say it again for another group",
        HelpName = "ID,ID",
        AllowMultipleArgumentsPerToken = false,
    };

    public void AddTo(Command command) => command.Options.Add(groups);

    /// <summary>The groups that were asked for; none when nothing was said.</summary>
    public IReadOnlyList<IReadOnlyCollection<string>> Of(ParseResult result) =>
        Groups(result.GetValue(groups) ?? []);

    internal static IReadOnlyList<IReadOnlyCollection<string>> Groups(string[] said) =>
        [.. said.Select(group => group.Split(',', StringSplitOptions.TrimEntries))];
}
