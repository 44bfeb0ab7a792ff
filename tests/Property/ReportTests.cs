using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using Participatory.Cli.Counts;
using Participatory.Cli.Explain;
using Participatory.Cli.Report;
using Participatory.Counting.Elections;
using Participatory.Counting.Explaining;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Rules;

namespace Participatory.Tests.Property;

public sealed partial class ReportTests
{
    private const string Town = """
        META
        key;value
        unit;<b>Elm & Park</b>
        budget;12.50
        currency;GBP
        vote_type;approval
        PROJECTS
        project_id;cost;name
        a;5;"Trees <script>alert(1)</script>"
        b;6.25;"A ""quoted"" bench"
        c;9;Goals
        VOTES
        voter_id;vote
        1;a,b
        2;a
        3;b
        4;c
        5;c,a
        6;a
        7;b
        8;c
        9;a
        10;b
        11;

        """;

    public static TheoryData<string> Rules =>
        ["greedy", "greedy-no-skip", "phragmen", "equal-shares", "equal-shares add1", "equal-shares add1u"];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_report_is_one_page_that_needs_nothing_else(string rule)
    {
        var page = HtmlReport.Of([Section(rule), Section(rule)]);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>Elm", page, StringComparison.Ordinal);
        Assert.Contains("Trees &lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Elsewhere(), page);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("Was any group left short?", page, StringComparison.Ordinal);
        AssertWellFormed(page);
    }

    [Fact]
    public void A_town_in_which_nobody_voted_has_a_report_too() =>
        AssertWellFormed(HtmlReport.Of(
        [Section("equal-shares add1u", "META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;cost\nVOTES\nvote\n")]));

    [Fact]
    public void A_loser_is_told_what_was_missing_in_words_and_in_numbers()
    {
        var section = Section("greedy");
        var (election, outcome) = (section.File.Election, section.Outcome);
        var loss = Assert.Single(outcome.Losses);
        var story = new ProjectStory(
            election, outcome, loss.Project, loss,
            Explanation.NearMissOf(election, outcome, loss, null, TestContext.Current.CancellationToken),
            VoterShares.Got(election, outcome, [loss.Project])[0], null);
        using var text = new StringWriter();
        story.Write(text, "town.pb");
        Assert.Contains("It got 3 votes. After the ideas before it were paid for there was 1.25 left, and it costs 9.", text.ToString(),
            StringComparison.Ordinal);
        // It has to come before a, which has five: with two more they are equal, and a is cheaper.
        Assert.Contains("With 3 more votes it would have been chosen.", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("It would have been chosen if it had cost 1.25 or less.", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("3 chose it, and 1 of these chose at least one winner.", text.ToString(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(story.ToJson("town.pb"));
        Assert.Equal(3, json.RootElement.GetProperty("more_votes").GetProperty("value").GetInt32());
        Assert.Equal(7.75m, json.RootElement.GetProperty("cheaper").GetProperty("value").GetDecimal());
        Assert.Equal("not_enough_money_left", json.RootElement.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData(null, "Counting town.pb, 3 s")]
    [InlineData(0.0, "Counting town.pb [....................] 0 %")]
    [InlineData(0.5, "Counting town.pb [##########..........] 50 %")]
    [InlineData(1.5, "Counting town.pb [####################] 100 %")]
    public void Progress_is_a_line(double? part, string line) =>
        Assert.Equal(line, ProgressBar.Line("Counting town.pb", part, TimeSpan.FromSeconds(3.2)));

    [Fact]
    public void Every_rule_has_words_of_its_own()
    {
        Rule[] rules =
        [
            new Rule.Greedy(), new Rule.Greedy(Utility.Votes), new Rule.Greedy(Utility.Points, PerCost: false), new Rule.Greedy(
                Skip: false), new Rule.Greedy(Threshold: 50), new Rule.Phragmen(), new Rule.MaximinSupport(), new Rule.ExpandingApprovals(),
            new Rule.EqualShares(), new Rule.EqualShares(Utility.Votes), new Rule.EqualShares(Utility.Borda),
            new Rule.EqualShares(Add1: new Add1()), new Rule.EqualShares(FillUp: FillUp.ByVotes),
            new Rule.EqualShares(FillUp: FillUp.ByUtility),
        ];
        var sentences = rules.Select(RuleSentences.Of).ToList();
        Assert.Equal(rules.Length, sentences.Distinct(StringComparer.Ordinal).Count());
        Assert.All(sentences, sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
    }

    private static ReportSection Section(string rule, string file = Town)
    {
        var words = rule.Split(' ');
        var chosen = new RuleWords(words[0], "cost", words.Length > 1 ? words[1] : "none", 0, false).Choose().Rule!;
        var reader = PbReader.Open(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file)));
        var election = reader.ReadElection();
        var outcome = Tally.Count(election, chosen, TieOrder.EqualShares, TestContext.Current.CancellationToken);
        return new ReportSection(new ElectionFile("town.pb", reader.Header, election), outcome,
            Explanation.Of(election, outcome, cancellationToken: TestContext.Current.CancellationToken));
    }

    // The head of a page is HTML and not XML; its body is both.
    private static void AssertWellFormed(string page)
    {
        var body = page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)];
        new XmlDocument().LoadXml(body);
    }

    [GeneratedRegex("(src|href)=\"(?!#)|url\\(|@import|https?:", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Elsewhere();
}
