using System.Globalization;
using Participatory.Counting.Elections;
using Participatory.Counting.Rules;
using Participatory.Counting.Statutes;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>
/// What is said about rules and kinds of ballots, found by the names under which Counting describes them: Rules.resx has
/// "How greedy votes" for greedy by votes, and "How greedy" for what goes by anything else.
/// </summary>
public static class RuleWords
{
    /// <summary>How a kind of ballots is called where one is chosen.</summary>
    public static string Name(BallotType type) => Needed($"Ballot {type.Name}");

    public static string Hint(BallotType type) => Needed($"BallotHint {type.Name}");

    /// <summary>How a way to count is called where one is chosen.</summary>
    public static string Name(StatuteName statute) => Needed($"Choose {statute}");

    public static string Hint(StatuteName statute) => Needed($"ChooseHint {statute}");

    /// <summary>What people will do with their ballots.</summary>
    public static string HowVoted(VotingRules rules, Say say) => Ballot("HowBallot", rules, say);

    /// <summary>What people did with their ballots.</summary>
    public static string HowPeopleVoted(VotingRules rules, Say say) => Ballot("DidBallot", rules, say);

    /// <summary>How ideas will get in.</summary>
    public static string HowCounted(string rule, string utility, Say say) => Sentence("How", rule, utility, say);

    /// <summary>How ideas have got in.</summary>
    public static string HowDecided(string rule, string utility, Say say) => Sentence("Did", rule, utility, say);

    private static string Ballot(string key, VotingRules rules, Say say)
    {
        var type = BallotType.Numbered((int)rules.VoteType) ?? BallotType.All[0];
        var most = type.HasPoints ? rules.MaxSumPoints : rules.MaxLength;
        return most > 0 && Find($"{key}Most {type.Name}") is { } forms ? say.Count(forms, most) : Needed($"{key} {type.Name}");
    }

    private static string Sentence(string key, string rule, string utility, Say say)
    {
        if (StatuteName.Parse(rule, utility) is not { } name)
        {
            return say.Fill(Needed($"{key} other"), rule);
        }

        var said = Find($"{key} {name.Rule.Name} {name.Utility.SaidAs}") ?? Needed($"{key} {name.Rule.Name}");
        return name.Completion == Completion.None ? said : $"{said} {Needed($"{key}Left {name.Rule.Name}")}";
    }

    private static string? Find(string key) => Words.Rules.ResourceManager.GetString(key, CultureInfo.CurrentUICulture);

    private static string Needed(string key) => Find(key) ?? throw new InvalidOperationException($"Rules.resx says nothing for \"{key}\".");
}
