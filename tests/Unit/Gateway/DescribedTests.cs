using System.Collections;
using System.Globalization;
using System.Reflection;
using Google.Protobuf.Reflection;
using Participatory.Counting.Elections;
using Participatory.Counting.Rules;
using Participatory.Counting.Statutes;
using Participatory.Gateway.Pages.Shared;
using Participatory.Words;
using WireType = Participatory.Types.V1.VoteType;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>
/// What Counting describes has all that the rest of the house asks of it. Whoever adds a rule or a kind of ballots is told here what is
/// missing.
/// </summary>
public sealed class DescribedTests
{
    private static readonly Say Say = new(TimeZoneInfo.Utc, TimeProvider.System);

    private static readonly HashSet<string> Keys =
    [
        .. Rules.ResourceManager.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!
            .Cast<DictionaryEntry>().Select(entry => (string)entry.Key),
    ];

    [Fact]
    public void Every_kind_of_ballots_is_on_the_wire_by_its_number_and_its_name() => Assert.Equal(
        BallotType.All.Select(type => ((WireType)type.Number, $"VOTE_TYPE_{type.Name.ToUpperInvariant()}")),
        Enum.GetValues<WireType>().Where(type => type != WireType.Unspecified).Select(type =>
            (type, typeof(WireType).GetField(Enum.GetName(type)!)!.GetCustomAttribute<OriginalNameAttribute>()!.Name)));

    [Fact]
    public void Every_kind_of_ballots_has_a_word_of_Pabulib() => Assert.All(
        BallotType.All.SelectMany(type => new[] { type.CountedAs(0), type.CountedAs(10) }),
            type => Assert.Equal(type, VoteTypes.FromPabulib(type.ToPabulib())));

    [Fact]
    public void Ballots_are_counted_with_the_points_and_the_order_that_they_have() => Assert.All(BallotType.All, type => Assert.All(
        new[] { type.CountedAs(0), type.CountedAs(10) },
        counted => Assert.Equal((type.HasPoints, type.HasOrder), (counted.HasPoints(), counted.HasOrder()))));

    [Fact]
    public void Every_kind_of_ballots_has_its_sentences() => Assert.All(BallotType.All, type =>
    {
        Assert.NotEmpty(RuleWords.Name(type));
        Assert.NotEmpty(RuleWords.Hint(type));
        Assert.NotEmpty(RuleWords.HowVoted(new() { VoteType = (WireType)type.Number }, Say));
        Assert.NotEmpty(RuleWords.HowVoted(new() { VoteType = (WireType)type.Number, MaxLength = 3, MaxSumPoints = 10 }, Say));
        Assert.NotEmpty(RuleWords.HowPeopleVoted(new() { VoteType = (WireType)type.Number }, Say));
    });

    [Fact]
    public void Every_rule_of_a_ballot_paper_has_its_sentences()
    {
        var statutes = StatuteName.RuleNames.SelectMany(rule => UtilityKind.All.Select(utility => StatuteName.Parse(rule, utility.Name)!))
            .ToList();
        Assert.Equal(StatuteName.RuleNames.Length * UtilityKind.All.Length, statutes.Count);
        Assert.All(statutes, statute =>
        {
            Assert.NotEqual(
                RuleWords.HowCounted("none of ours", "cost", Say), RuleWords.HowCounted(statute.RuleName, statute.Utility.Name, Say));
            Assert.NotEqual(
                RuleWords.HowDecided("none of ours", "cost", Say), RuleWords.HowDecided(statute.RuleName, statute.Utility.Name, Say));
        });
        Assert.All(StatuteName.Offered, statute => Assert.NotEqual(RuleWords.Name(statute), RuleWords.Hint(statute)));
    }

    [Fact]
    public void Something_to_choose_is_offered_for_every_kind_of_ballots_and_every_rule_of_ballot_papers()
    {
        Assert.All(BallotType.All, type => Assert.Contains(StatuteName.Offered, statute => statute.Fits(type.Counted)));
        Assert.Equal(
            RuleKind.All.Where(rule => rule.IsInStatutes).Select(rule => rule.Name).Order(StringComparer.Ordinal),
            StatuteName.Offered.Select(statute => statute.Rule.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_sentence_speaks_of_what_is_not_described()
    {
        var known = BallotType.All.SelectMany(
            type => new[]
            {
                $"Ballot {type.Name}", $"BallotHint {type.Name}", $"HowBallot {type.Name}", $"HowBallotMost {type.Name}",
                $"DidBallot {type.Name}", $"DidBallotMost {type.Name}",
            })
            .Concat(StatuteName.Offered.SelectMany(statute => new[] { $"Choose {statute}", $"ChooseHint {statute}" }))
            .Concat(
                from what in (string[])["How", "Did"]
                from rule in RuleKind.All
                from key in UtilityKind.All.Select(utility => $"{what} {rule.Name} {utility.SaidAs}").Append($"{what} {rule.Name}")
                    .Append($"{what}Left {rule.Name}")
                select key)
            .Concat(RuleKind.All.SelectMany(rule => new[] { $"Help {rule.Name}", $"Report {rule.Name}" }))
            .Concat(UtilityKind.All.Select(utility => $"ReportLiking {utility.SaidAs}"))
            .Concat(Enum.GetNames<FillUp>().Select(filled => $"ReportFilled {filled}"))
            .Concat(["How other", "Did other", "ReportThreshold", "ReportRaised", "ReportMost", "ReportMostFor", "ReportMostVotes"]);
        Assert.Empty(Keys.Except(known));
    }
}
