using Participatory.Contracts.Voting;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Statutes;
using Participatory.Tests.Harness;
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
        Assert.Equal((15_000, 20, 0, 0), (swings.Paid.Each.AmountMinor, swings.Paid.VotersPaid, swings.Paid.VotersGaveTheRest, swings.Paid.VotersHadNothing));
        Assert.Equal((20_833, 20_833, 20), (elm.Explanation.EqualShare.AmountMinor, elm.Explanation.Share.AmountMinor, elm.Explanation.VotersWithAWinner));
        Assert.Equal(10, elm.Explanation.Tenths.Count);
        Assert.Empty(elm.Explanation.ShortGroups);
        Assert.Equal(["swings", "bench"], elm.Explanation.ByMostVotes.ProjectIds);

        // At the price of the swings, a twentieth of a penny for a penny, 16 people give £125 each.
        var choir = elm.Projects.Single(project => project.ProjectId == "choir");
        Assert.Equal((LossReason.SupportersCannotPay, 80), (choir.LossReason, choir.EffectiveSupport));
        Assert.Equal((16, 240_000, 93_333), (choir.Supporters.VotersWithAWinner, Assert.Single(choir.Supporters.Spent).Amount.AmountMinor, choir.Supporters.Left.AmountMinor));
        Assert.True(choir.MoreVotesNeeded > 0);
        Assert.Equal(choir.MoreVotesNeeded - 1, choir.VotesNotEnough);
        Assert.True(choir.WinsAtIsHighest);

        var told = Assert.Single(await polling.Service.Published<ResultDeclared>()).Contests[0].Projects.Single(project => project.ProjectId == "choir");
        Assert.Equal(
            $"It got 16 votes. Everybody who voted had the same share of the money, and those who chose it could together pay 80% of its £2,500 at best. With {choir.MoreVotesNeeded} more votes it would have won.",
            told.Reason);
    }

    [Theory, EveryDatabase]
    public async Task Every_rule_counts_and_anybody_can_count_it_again_from_the_file(string engine)
    {
        foreach (var rule in StatuteName.RuleNames)
        {
            await using var polling = await Voted(engine, rule, minVotes: 5);
            var result = await polling.Declare();

            var reader = PbReader.Open(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await polling.Export())), new PbOptions { Strict = true, Scale = 2 });
            var election = reader.ReadElection();
            var threshold = long.Parse(reader.Header["min_project_score_threshold"]!, System.Globalization.CultureInfo.InvariantCulture);
            var count = Statute.Read(reader.Header["rule"]!, reader.Header["utility"]!, reader.Header["ties"]!, threshold, election.VoteType).Count(election, TestContext.Current.CancellationToken);

            var elm = result.Contests[0];
            Assert.Equal(elm.Projects.Where(project => project.Won).Select(project => project.ProjectId), count.Outcome.Winners.Select(winner => winner.Id));
            Assert.Equal(elm.OutcomeHash, Participatory.Counting.Outcomes.OutcomeHash.Of(count.Outcome));
            Assert.Equal(4, elm.Projects.Count);
            Assert.All(elm.Projects, project => Assert.Equal(project.Won, project.LossReason == LossReason.Unspecified));
            Assert.Equal(rule.StartsWith("greedy", StringComparison.Ordinal), elm.Explanation.ByMostVotes is null);
            Assert.NotEmpty((await polling.Service.Published<ResultDeclared>())[0].Contests[0].Projects.Single(project => project.ProjectId == "hall").Reason);
        }
    }

    [Theory, EveryDatabase]
    public async Task What_is_below_the_threshold_is_no_part_of_the_count(string engine)
    {
        await using var polling = await Voted(engine, "equal-shares/add1u", minVotes: 12);
        var elm = (await polling.Declare()).Contests[0];

        Assert.Equal(["bench", "hall"], elm.Projects.Where(project => project.LossReason == LossReason.BelowThreshold).Select(project => project.ProjectId).Order());
        Assert.Contains("at least 12 votes", Assert.Single(await polling.Service.Published<ResultDeclared>()).Contests[0].Projects.Single(project => project.ProjectId == "bench").Reason, StringComparison.Ordinal);
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
            Assert.Equal((0, 0, false, 0), (project.VotesNotEnough, project.EffectiveSupport, project.HasEffectiveSupport, project.MoreVotesNeeded));
            Assert.Null(project.Supporters);
            Assert.Null(project.Paid);
            Assert.Null(project.WinsAt);
        });
    }

    // Of every six people of Elm Park who vote: swings 5, choir 4, bench 2, hall 1.
    private static async Task<Polling> Voted(string engine, string rule, int minVotes = 0, int times = 4)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 6 * times, paper => paper with { Rule = rule, MinVotes = minVotes });
        string[][] ballots = [["swings", "choir"], ["swings", "choir"], ["swings", "choir"], ["swings", "choir"], ["swings", "bench"], ["bench", "hall"]];
        await Task.WhenAll(codes.Select((code, voter) => polling.Cast(code, ballots[voter % 6])));
        await polling.Close();
        return polling;
    }
}
