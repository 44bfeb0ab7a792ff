using System.Globalization;
using Participatory.Cli.Counts;
using Participatory.Contracts.Voting;
using Participatory.Counting.Elections;
using Participatory.Counting.Explaining;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Rules;
using Participatory.Counting.Statutes;
using Participatory.People.Notices;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.Polls;
using Participatory.Voting.Results;
using Participatory.Words;
using Loss = Participatory.Counting.Outcomes.Loss;
using LossReason = Participatory.Counting.Outcomes.LossReason;
using VoteType = Participatory.Counting.Elections.VoteType;
using CommandLine = Participatory.Cli.Counts.Losses;
using PageLosses = Participatory.Gateway.Pages.Voting.Result.Losses;

namespace Participatory.Tests.Service.AtTheDoor.Languages;

/// <summary>Why an idea was not chosen is said in the same sentence wherever it is said.</summary>
public sealed class LossTests
{
    private static readonly Say Say = new(TimeZoneInfo.Utc, TimeProvider.System);

    public static TheoryData<string> Reasons => [.. LossReasons.All];

    [Theory, MemberData(nameof(Reasons))]
    public void Each_reason_is_one_sentence_on_pages_in_e_mail_and_in_you_said_we_did(string reason)
    {
        using var until = Language.English();
        var declared = Declared(reason);
        var sentence = new WhyNot(Say).Sentence(declared);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);

        // The page of the idea, and the outcomes of a round: what each service keeps of it and gives to pages.
        Assert.Equal(sentence, PageLosses.Sentence(KeptLoss.ToMessage(KeptLoss.Write(declared)), Say));
        Assert.Contains(sentence, NoticeWords.Of(
            reason == LossReasons.GaveWay ? NoticeReason.GaveWay : NoticeReason.Lost,
            new NoticeDetails("A bench", Who: "Grace Bell", Loss: declared), "", CultureInfo.GetCultureInfo("en-GB")).Body,
                StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Reasons))]
    public void The_command_line_and_its_report_say_it_too_of_whatever_a_count_can_say(string reason)
    {
        // Few voters, and money that was for some ideas only, are matters of a poll; a file with an election knows nothing of them.
        if (reason is LossReasons.FewVoted or LossReasons.AllAlike or LossReasons.GaveWay)
        {
            return;
        }

        using var until = Language.English();
        var declared = Declared(reason);
        var bench = new Project("bench", declared.CostMinor);
        var election = new ElectionBuilder(new ElectionTerms(VoteType.Approval, declared.BudgetMinor!.Value, 2, [bench])).Build();
        var (why, votes) = reason switch
        {
            LossReasons.NotEnoughLeft => (LossReason.NotEnoughMoneyLeft, declared.Votes),
            LossReasons.CostsMoreThanBudget => (LossReason.CostsMoreThanBudget, declared.Votes),
            LossReasons.BelowThreshold => (LossReason.BelowThreshold, declared.Votes),
            LossReasons.StoppedBefore => (LossReason.StoppedBefore, declared.Votes),
            LossReasons.SupportersCannotPay => (LossReason.SupportersCannotPay, declared.Votes),
            LossReasons.ExcludedByWinner => (LossReason.ExcludedByWinner, declared.Votes),
            _ => (LossReason.NoVotes, declared.Votes),
        };
        var miss = new NearMiss(bench, Points: declared.InPoints, Votes: new Edge(declared.MoreVotes > 0 ? declared.MoreVotes : null,
            declared.VotesNotEnough, true), Cheaper: Edge.Unknown);

        Assert.Equal(
            WithoutCurrency(new WhyNot(Say).Sentence(declared)),
            CommandLine.Sentence(
                election, new Rule.Greedy(Utility.Cost, Threshold: declared.Needed),
                new Loss(bench, why, votes, declared.LeftMinor!.Value, null, 0), miss,
                declared.PaidPercent));
    }

    [Theory]
    [InlineData("cases", "free-project.pb", "equal-shares", "cost")]
    [InlineData("pabulib", "France_Toulouse_2022_6_-_Saint-Cyprien.pb", "greedy", "cost")]
    public void Of_a_real_election_page_and_report_say_the_same_of_every_idea_that_was_not_chosen(
        string folder, string file, string rule, string utility)
    {
        var path = Path.Combine(Repository.Shared(folder), file);
        Assert.SkipUnless(File.Exists(path), $"{file} is not on this machine.");
        using var until = Language.English();
        using var stream = File.OpenRead(path);
        var election = PbReader.Open(stream, new PbOptions { Scale = 2 }).ReadElection();
        var cancellation = TestContext.Current.CancellationToken;
        var count = Statute.Read(rule, utility, "es", 1, election.VoteType).Count(election, cancellation);
        var told = Explanation.Of(count.Counted, count.Outcome, new Effort(Work: 100_000_000), null, cancellation);
        var shown = new Explained(
            new ContestCount(new ContestRow { BudgetMinor = election.Budget }, election, count, told), "GBP", needed: 1).Projects()
            .Where(project => project.Loss is not null).ToDictionary(project => project.ProjectId, StringComparer.Ordinal);

        Assert.NotEmpty(count.Outcome.Losses);
        Assert.All(count.Outcome.Losses.Index(), lost =>
        {
            var (at, loss) = lost;
            var project = shown[loss.Project.Id];
            Assert.Equal(
                WithoutCurrency(PageLosses.Sentence(project.Loss, Say)),
                CommandLine.Sentence(
                    count.Counted, count.Outcome.Rule, loss, told.NearMisses[at], project.HasEffectiveSupport
                        ? project.EffectiveSupport : null));
        });
    }

    private static LossDeclared Declared(string reason) => new(
        reason, "GBP",
        Votes: reason is LossReasons.NoVotes or LossReasons.FewVoted or LossReasons.AllAlike or LossReasons.GaveWay ? 0 : 15,
        CostMinor: reason == LossReasons.CostsNothing ? 0 : 250_000, LeftMinor: 180_000, BudgetMinor: 200_000, Needed: 20, PaidPercent: 80,
        MoreVotes: reason == LossReasons.NotEnoughLeft ? 10 : 0, VotesNotEnough: reason == LossReasons.NotEnoughLeft ? 9 : 0,
        Fence: "Young people");

    /// <summary>The command line reads files of any currency, and writes none.</summary>
    private static string WithoutCurrency(string sentence) => sentence.Replace("£", "", StringComparison.Ordinal);
}
