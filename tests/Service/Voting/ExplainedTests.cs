using Participatory.Contracts.Voting;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Statutes;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

/// <summary>Results by every rule, and what is told of them.</summary>
public sealed class ExplainedTests
{
    [Theory, EveryDatabase]
    public async Task Equal_shares_are_told_round_by_round(string engine)
    {
        await using var polling = await Voted(engine, "equal-shares");
        var elm = (await polling.Declare()).Contests[0];

        // 24 people have £208.33 each. The swings take £150 from each of 20; after that nobody has enough for the others.
        Assert.Equal(["swings"], elm.Projects.Where(project => project.Won).Select(project => project.ProjectId));
        var swings = elm.Projects[0];
        Assert.Equal((15_000, 20, 0, 0),
            (swings.Paid.Each.AmountMinor, swings.Paid.VotersPaid, swings.Paid.VotersGaveTheRest, swings.Paid.VotersHadNothing));
        Assert.Equal((20_833, 20_833, 20),
            (elm.Explanation.EqualShare.AmountMinor, elm.Explanation.Share.AmountMinor, elm.Explanation.VotersWithAWinner));
        Assert.Equal(10, elm.Explanation.Tenths.Count);
        Assert.Empty(elm.Explanation.ShortGroups);
        Assert.Equal(["swings", "bench"], elm.Explanation.ByMostVotes.ProjectIds);

        // At the price of the swings, a twentieth of a penny for a penny, 16 people give £125 each.
        var choir = elm.Projects.Single(project => project.ProjectId == "choir");
        Assert.Equal((LossReason.SupportersCannotPay, 80), (choir.Loss.Reason, choir.EffectiveSupport));
        Assert.Equal(
            (16, 240_000, 93_333), (choir.Supporters.VotersWithAWinner, Assert.Single(choir.Supporters.Spent).Amount.AmountMinor,
            choir.Supporters.Left.AmountMinor));
        Assert.True(choir.Loss.MoreVotes > 0);
        Assert.Equal(choir.Loss.MoreVotes - 1, choir.Loss.VotesNotEnough);
        Assert.True(choir.Loss.WinsAtIsHighest);

        var told = Assert.Single(await polling.Service.Published<ResultDeclared>()).Contests[0].Projects.Single(
            project => project.ProjectId == "choir");
        Assert.Equal(
            new LossDeclared(
                LossReasons.SupportersCannotPay, "GBP", 16, 250_000, 200_000, 500_000, 1, 80, choir.Loss.MoreVotes,
                choir.Loss.VotesNotEnough,
                WinsAtMinor: choir.Loss.WinsAt.AmountMinor, WinsAtIsHighest: true),
            told.Loss);
    }

    [Theory, EveryDatabase]
    public async Task Every_rule_counts_and_anybody_can_count_it_again_from_the_file(string engine)
    {
        foreach (var rule in StatuteName.RuleNames)
        {
            await using var polling = await Voted(engine, rule, minVotes: 5);
            var result = await polling.Declare();

            var reader = PbReader.Open(
                new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await polling.Export())), new PbOptions { Strict = true, Scale = 2 });
            var election = reader.ReadElection();
            var threshold = long.Parse(reader.Header["min_project_score_threshold"]!, System.Globalization.CultureInfo.InvariantCulture);
            var count = Statute.Read(reader.Header.Noted("rule")!, reader.Header.Noted("utility")!, reader.Header.Noted("ties")!, threshold,
                election.VoteType).Count(election, TestContext.Current.CancellationToken);

            var elm = result.Contests[0];
            Assert.Equal(elm.Projects.Where(project => project.Won).Select(project => project.ProjectId),
                count.Outcome.Winners.Select(winner => winner.Id));
            Assert.Equal(elm.OutcomeHash, Participatory.Counting.Outcomes.OutcomeHash.Of(count.Outcome));
            Assert.Equal(4, elm.Projects.Count);
            Assert.All(elm.Projects, project => Assert.Equal(project.Won, project.Loss is null));
            Assert.Equal(rule.StartsWith("greedy", StringComparison.Ordinal), elm.Explanation.ByMostVotes is null);
            Assert.NotNull((await polling.Service.Published<ResultDeclared>())[0].Contests[0].Projects.Single(
                project => project.ProjectId == "hall").Loss);
        }
    }

    [Theory, EveryDatabase]
    public async Task What_is_below_the_threshold_is_no_part_of_the_count(string engine)
    {
        await using var polling = await Voted(engine, "equal-shares/add1u", minVotes: 12);
        var elm = (await polling.Declare()).Contests[0];

        Assert.Equal(["bench", "hall"], elm.Projects.Where(project => project.Loss?.Reason == LossReason.BelowThreshold)
            .Select(project => project.ProjectId).Order());
        var told = Assert.Single(await polling.Service.Published<ResultDeclared>()).Contests[0].Projects.Single(
            project => project.ProjectId == "bench");
        Assert.Equal((LossReasons.BelowThreshold, 12), (told.Loss!.Reason, told.Loss.Needed));
    }

    [Theory, EveryDatabase]
    public async Task A_bundle_of_such_a_count_is_found_to_be_right(string engine)
    {
        foreach (var rule in (string[])["equal-shares/add1u", "phragmen"])
        {
            var (polling, _) = await VotedPoll.Declared(engine, paper => paper with { Rule = rule, MinVotes = 15 });
            await using var owned = polling;
            Assert.Null(await VotedPoll.Fault(await polling.Bundle()));
        }
    }

    [Theory, EveryDatabase]
    public async Task Where_few_voted_nothing_is_explained(string engine)
    {
        await using var polling = await Voted(engine, "equal-shares", times: 3);
        var elm = (await polling.Declare()).Contests[0];

        Assert.True(elm.WinnersOnly);
        Assert.Null(elm.Explanation);
        Assert.All(elm.Projects, project =>
        {
            Assert.Equal((0, false), (project.EffectiveSupport, project.HasEffectiveSupport));
            Assert.Null(project.Supporters);
            Assert.Null(project.Paid);
            Assert.Equal(project.Won ? null : new Loss { Reason = LossReason.FewVoted, Needed = 20 }, project.Loss);
        });
    }

    // Of every six people of Elm Park who vote: swings 5, choir 4, bench 2, hall 1.
    private static async Task<Polling> Voted(string engine, string rule, int minVotes = 0, int times = 4)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 6 * times, paper => paper with { Rule = rule, MinVotes = minVotes });
        string[][] ballots = [["swings", "choir"], ["swings", "choir"], ["swings", "choir"], ["swings", "choir"], ["swings", "bench"],
            ["bench", "hall"]];
        await Task.WhenAll(codes.Select((code, voter) => polling.Cast(code, ballots[voter % 6])));
        await polling.Close();
        return polling;
    }
}
