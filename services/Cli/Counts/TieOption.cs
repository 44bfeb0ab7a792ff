using System.CommandLine;
using Participatory.Counting.Rules;

namespace Participatory.Cli.Counts;

/// <summary><c>--ties</c>, spelled once for every command.</summary>
internal sealed class TieOption
{
    private readonly Option<string?> ties = new("--ties")
    {
        Description =
            "es (when nothing is said): lowest cost, then most votes, then smallest id. lex: smallest id. seed:N: a random order that "
                + "anybody can check. es+seed:N: lowest cost, then most votes, then that random order",
        HelpName = "es|lex|seed:N|es+seed:N",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(ties);
        command.Validators.Add(result =>
        {
            if (TieOrder.Parse(result.GetValue(ties) ?? "es") is null)
            {
                result.AddError(
                    $"--ties {result.GetValue(ties)} is not known. Say es, lex, seed: and a number, such as seed:42, or es+seed: and a "
                        + "number.");
            }
        });
    }

    public TieOrder Of(ParseResult result) => TieOrder.Parse(result.GetValue(ties) ?? "es")!;
}
