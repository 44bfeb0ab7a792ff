using System.CommandLine;
using System.CommandLine.Parsing;
using Participatory.Counting.Rules;

namespace Participatory.Cli.Counts;

/// <summary>The options with which people choose a rule, spelled once for every command.</summary>
/// <param name="prefix">What stands before the names, so that a second rule can be chosen beside the first.</param>
/// <param name="otherwise">The rule and the completion when nothing is said.</param>
internal sealed class RuleOptions(string prefix, (string Rule, string Completion) otherwise)
{
    private readonly Option<string?> rule = new($"--{prefix}rule")
    {
        Description =
            $"{otherwise.Rule} when nothing is said. "
                + $"{string.Join("; ", RuleKind.All.Select(kind => $"{kind.Name}: {RuleSentences.Help(kind)}"))}",
        HelpName = string.Join('|', RuleKind.All.Select(kind => kind.Name)),
    };

    private readonly Option<string?> utility = new($"--{prefix}utility")
    {
        Description =
            "How much a voter likes a project: cost (its cost; when nothing is said), votes (1 each), points (the file's), borda "
                + "(len-1…0) or borda1 (len…1)",
        HelpName = string.Join('|', UtilityKind.All.Select(kind => kind.Name)),
    };

    private readonly Option<string?> completion = new($"--{prefix}completion")
    {
        Description =
            $"For equal-shares, with money left over, {otherwise.Completion} when nothing is said: none; add1: raise endowments by whole "
                + "units; add1u: then by votes whatever fits; greedy, add1+greedy: by utility per cost whatever fits",
        HelpName = string.Join('|', Completion.All.Select(completion => completion.Name)),
    };

    private readonly Option<long> threshold = new($"--{prefix}threshold")
    {
        Description = "For greedy: the least number of votes (or points) that a project needs",
    };

    private readonly Option<bool> sum = new($"--{prefix}sum")
    {
        Description = "For greedy: go by the sum of utilities instead of utility per unit of cost",
    };

    private readonly Option<int?> add1Step = new($"--{prefix}add1-step")
    {
        Description = "For completions by add1: by how many whole units of money endowments rise, 1 when nothing is said",
    };

    private readonly Option<string?> add1Start = new($"--{prefix}add1-start")
    {
        Description =
            "For completions by add1: begin with the budget per voter in whole units (floor; when nothing is said) or exactly (fraction)",
        HelpName = "floor|fraction",
    };

    private readonly Option<string?> add1Stop = new($"--{prefix}add1-stop")
    {
        Description =
            "For completions by add1: stop when nothing fits any more (exhausted; when nothing is said), when nothing fits that anybody "
                + "chose (supported), or not before it costs too much (overspent)",
        HelpName = "exhausted|supported|overspent",
    };

    /// <summary>What the user called the rule.</summary>
    public string NameOf(ParseResult result) => result.GetValue(rule) ?? otherwise.Rule;

    public void AddTo(Command command)
    {
        command.Options.Add(rule);
        command.Options.Add(utility);
        command.Options.Add(completion);
        command.Options.Add(threshold);
        command.Options.Add(sum);
        command.Options.Add(add1Step);
        command.Options.Add(add1Start);
        command.Options.Add(add1Stop);
        command.Validators.Add(result =>
        {
            if (Words(result).Choose().Complaint is { } complaint)
            {
                result.AddError(complaint);
            }
        });
    }

    public Rule RuleOf(ParseResult result) => Words(result.CommandResult).Choose().Rule!;

    private RuleWords Words(SymbolResult result) => new(
        result.GetValue(rule) ?? otherwise.Rule, result.GetValue(utility) ?? "cost", result.GetValue(completion)
            ?? otherwise.Completion, result.GetValue(threshold), result.GetValue(sum))
    {
        Add1Step = result.GetValue(add1Step),
        Add1Start = result.GetValue(add1Start),
        Add1Stop = result.GetValue(add1Stop),
    };
}
