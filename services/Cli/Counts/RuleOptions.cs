using System.CommandLine;
using System.CommandLine.Parsing;
using Participatory.Counting.Rules;

namespace Participatory.Cli.Counts;

/// <summary>The options with which people choose a rule, spelled once for every command.</summary>
internal sealed class RuleOptions
{
    private readonly Option<string?> rule = new("--rule")
    {
        Description = "greedy (when nothing is said), or greedy-no-skip (stop at the first project that does not fit)",
        HelpName = "greedy|greedy-no-skip|equal-shares|phragmen",
    };

    private readonly Option<string?> utility = new("--utility")
    {
        Description = "How much a voter likes a project: cost (its cost; when nothing is said), votes (1 each), points (the file's), borda (len-1…0) or borda1 (len…1)",
        HelpName = "votes|cost|points|borda|borda1",
    };

    private readonly Option<string?> completion = new("--completion")
    {
        Description = "For equal-shares: what to do with money left over",
        HelpName = "none|add1|add1u|greedy|add1+greedy",
    };

    private readonly Option<string?> ties = new("--ties")
    {
        Description = "es (when nothing is said): lowest cost, then most votes, then smallest id. lex: smallest id. seed:N: a random order that anybody can check",
        HelpName = "es|lex|seed:N",
    };

    private readonly Option<long> threshold = new("--threshold")
    {
        Description = "For greedy: the least number of votes (or points) that a project needs",
    };

    private readonly Option<bool> sum = new("--sum")
    {
        Description = "For greedy: go by the sum of utilities instead of utility per unit of cost",
    };

    /// <summary>What the user called the rule.</summary>
    public string NameOf(ParseResult result) => result.GetValue(rule) ?? "greedy";

    public TieOrder TiesOf(ParseResult result) => TieOrder.Parse(result.GetValue(ties) ?? "es")!;

    public void AddTo(Command command)
    {
        command.Options.Add(rule);
        command.Options.Add(utility);
        command.Options.Add(completion);
        command.Options.Add(ties);
        command.Options.Add(threshold);
        command.Options.Add(sum);
        command.Validators.Add(result =>
        {
            if (TieOrder.Parse(result.GetValue(ties) ?? "es") is null)
            {
                result.AddError($"--ties {result.GetValue(ties)} is not known. Say es, lex or seed: and a number, such as seed:42.");
            }
            else if (Words(result).Choose().Complaint is { } complaint)
            {
                result.AddError(complaint);
            }
        });
    }

    public Rule RuleOf(ParseResult result) => Words(result.CommandResult).Choose().Rule!;

    private RuleWords Words(SymbolResult result) => new(
        result.GetValue(rule) ?? "greedy", result.GetValue(utility) ?? "cost", result.GetValue(completion) ?? "none", result.GetValue(threshold), result.GetValue(sum));
}
