using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Generating;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Outcome = Participatory.Counting.Outcomes.Outcome;

namespace Participatory.Tests.Property;

public sealed class SharesTests
{
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(Thoroughness.Of(3_000));

    private static Arbitrary<Case> Cases { get; } = Arb.From(
        from election in SmallElection.AnyWithGroups.Generator
        from utility in Gen.Elements(SmallElection.UtilitiesFor(election.VoteType))
        from add1 in Gen.Elements<Add1?>(null, null, new Add1(), new Add1(FromFloor: false), new Add1(StopWhenExhausted: false),
            new Add1(Step: 2), new Add1(OverSupported: true))
        from fillUp in Gen.Elements(Enum.GetValues<FillUp>())
        from ties in Gen.Elements("es", "lex", "seed:7", "es+seed:7")
            // Raising endowments of 10^18 by single units takes forever in any implementation.
        select new Case(election, new Rule.EqualShares(
            utility, election.Projects.Max(project => project.Cost) > 100 || election.Budget > 100 ? null : add1, fillUp), ties),
        tried => SmallElection.Any.Shrinker(tried.Election).Select(election => tried with { Election = election }));

    private sealed record Case(SmallElection Election, Rule.EqualShares Rule, string Ties)
    {
        public Outcome Count() => CountOf(Election.Build());

        public Outcome CountOf(Election election) =>
            Tally.Count(election, Rule, TieOrder.Parse(Ties)!, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_winners_are_those_of_a_slow_and_plain_count() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        tried.Count().Winners.Select(winner => winner.Id).SequenceEqual(NaiveShares.Winners(tried.Election, tried.Rule, tried.Ties))));

    [Fact]
    public void Each_tie_is_told_with_who_was_in_it() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var plain = tried with { Rule = tried.Rule with { FillUp = FillUp.Nobody } };
        return plain.Count().Ties.Select(tie => string.Join(',', tie.Projects.Select(project => project.Id)))
            .SequenceEqual(NaiveShares.Ties(tried.Election, plain.Rule, tried.Ties));
    }));

    [Fact]
    public void A_tie_of_the_fill_up_is_told_behind_those_of_the_shares()
    {
        Project[] projects = [new("shared", 4), new("one", 6), new("other", 6)];
        var election = new SmallElection(VoteType.Approval, 10, [.. projects], [new([0, 1], []), new([0, 2], [])]);
        var outcome = new Case(election, new Rule.EqualShares(Utility.Cost, null, FillUp.ByVotes), "lex").Count();
        Assert.Equal(["shared", "one"], outcome.Winners.Select(winner => winner.Id));
        var tie = Assert.Single(outcome.Ties);
        Assert.Equal((1, "one,other", true), (tie.Step, string.Join(',', tie.Projects.Select(project => project.Id)), tie.Decisive));
    }

    [Fact]
    public void Each_winner_says_what_its_supporters_paid() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        Payments(tried.Count()).SequenceEqual(NaiveShares.Payments(tried.Election, tried.Rule, tried.Ties))));

    [Fact]
    public void Elections_too_large_for_luck_are_counted_as_by_the_slow_count()
    {
        for (var seed = 0; seed < Thoroughness.Of(80); seed++)
        {
            IsAsCountedSlowly(Larger(new Random(seed)));
        }
    }

    [Fact]
    public void Supporters_in_large_groups_pay_to_the_last_fraction_what_they_would_each_alone()
    {
        // Few and even costs make ties, which only fractions decide; many steps of Add1 make groups.
        for (var seed = 0; seed < Thoroughness.Of(200); seed++)
        {
            var random = new Random(seed);
            var projects = Enumerable.Range(0, 8).Select(project => new Project($"p{project}", random.Next(1, 5) * 30)).ToArray();
            var ballots = Enumerable.Range(0, 20)
                .Select(_ => new SmallBallot([.. Enumerable.Range(0, 8).Where(_ => random.Next(5) < 2)], []));
            var tried = new Case(
                new SmallElection(VoteType.Approval, 360, [.. projects], [.. ballots]) { Exclusive = seed % 4 == 0 ? [[0, 1]] : [] },
                new Rule.EqualShares(seed % 2 == 0 ? Utility.Cost : Utility.Votes, new Add1(StopWhenExhausted: seed % 3 == 0)),
                "es");
            var outcome = IsAsCountedSlowly(tried);
            Assert.Equal(NaiveShares.Ties(tried.Election, tried.Rule, tried.Ties),
                outcome.Ties.Select(tie => string.Join(',', tie.Projects.Select(project => project.Id))));
        }
    }

    [Fact]
    public void Rounding_that_adds_up_over_many_purchases_decides_nothing()
    {
        for (var seed = 0; seed < Thoroughness.Of(40); seed++)
        {
            var utility = (seed % 4) switch { 1 => Utility.Votes, 3 => Utility.Cost, _ => Utility.Points };
            IsAsCountedSlowly(new Case(CrowdedElections.Twins(new Random(seed), utility), new Rule.EqualShares(utility), "es"));
        }
    }

    [Fact]
    public void More_purchases_than_fractions_are_made_up_for_at_once_come_to_the_same()
    {
        // Neighbours share each project, so that whoever paid for one is often poor at the next, all along a street of 140.
        var random = new Random(1);
        var projects = Enumerable.Range(0, 140).Select(project => new Project($"p{project}", random.Next(1, 60))).ToArray();
        var ballots = Enumerable.Range(0, 140).Select(voter => new SmallBallot(voter == 0 ? [0] : [voter - 1, voter], []));
        var outcome = IsAsCountedSlowly(
            new Case(new SmallElection(VoteType.Approval, 140 * 45, [.. projects], [.. ballots]), new Rule.EqualShares(), "es"));
        Assert.InRange(outcome.Winners.Length, 130, 140);
    }

    [Fact]
    public void Who_pays_a_share_with_the_last_coin_has_paid_it_and_has_nothing_afterwards()
    {
        // Everybody has 10, and costs are fives and tens: shares are often just what somebody has, and often there is nothing left for the
        // next.
        for (var seed = 0; seed < Thoroughness.Of(2_000); seed++)
        {
            var random = new Random(seed);
            var voters = random.Next(3, 9);
            var projects = Enumerable.Range(0, 6).Select(project => new Project($"p{project}", random.Next(1, 7) * 5)).ToArray();
            var ballots = Enumerable.Range(0, voters)
                .Select(_ => Enumerable.Range(0, 6).Where(_ => random.Next(2) == 0).ToArray()).ToArray();
            var isWeighted = seed % 2 == 0;
            var election = new SmallElection(
                isWeighted ? VoteType.Cumulative : VoteType.Approval,
                voters * 10,
                [.. projects],
                [.. ballots.Select(
                    chosen => new SmallBallot([.. chosen], isWeighted ? [.. chosen.Select(_ => (long)random.Next(1, 3))] : []))]);
            IsAsCountedSlowly(new Case(election, new Rule.EqualShares(isWeighted ? Utility.Points : Utility.Cost), "es"));
        }
    }

    /// <summary>
    /// Elections in which two endowments buy the same and one between them does not: rare, and what Add1 must not skip. Found among 150,000
    /// random ones.
    /// </summary>
    [Theory]
    [InlineData(170, "69,59,108", "0,1 | 1 | 0 |  | 0 | 2 |  | 0 | 1,2 |  |  | 2", Utility.Cost, false)]
    [InlineData(149, "48,17,58,40", " | 0 | 2,3 | 0,1,2 | 0 |  | 2,3 | 2 | 0,1,2,3", Utility.Votes, false)]
    [InlineData(207, "111,16,25,59,98,160,1", "4 | 1,3,4 | 0 | 6 | 0,3,6 | 4,5", Utility.Cost, false)]
    [InlineData(369, "190,45,79,185,136,69,161,105", "0,1,7 | 0,2 | 1,3,6,7 | 0,4,5 | 6", Utility.Cost, true)]
    [InlineData(791, "40,231,214,246,230,263,240", "0,1,4,5,6 | 6 | 0,1,4 | 2,3,4,6 | 1,5", Utility.Cost, true)]
    [InlineData(415, "30,65,108,96,149,18", "0,5 | 1,4 | 2,3,4 | 0,5 | 2,4 | 1,3,4,5 | 0,2,3", Utility.Cost, true)]
    public void What_only_a_step_in_between_would_buy_is_not_skipped(
        long budget, string costs, string ballots, Utility utility, bool stopWhenExhausted)
    {
        var projects = costs.Split(',')
            .Select((cost, project) => new Project($"p{project}", long.Parse(cost, CultureInfo.InvariantCulture)));
        var cast = ballots.Split('|', StringSplitOptions.TrimEntries)
            .Select(ballot => ballot.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(project => int.Parse(project, CultureInfo.InvariantCulture)));
        var election = new SmallElection(
            VoteType.Approval, budget, [.. projects], [.. cast.Select(chosen => new SmallBallot([.. chosen], []))]);
        IsAsCountedSlowly(new Case(election, new Rule.EqualShares(utility, new Add1(StopWhenExhausted: stopWhenExhausted)), "es"));
    }

    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 10)]
    public void What_nobody_voted_for_keeps_shares_rising_only_where_the_rule_asks_about_all_projects(bool overSupported, int endowment)
    {
        Project[] projects = [new("both", 8), new("one", 7), new("nobody", 2)];
        var election = new SmallElection(VoteType.Approval, 10, [.. projects], [new([0, 1], []), new([0], [])]);
        var outcome = new Case(election, new Rule.EqualShares(Utility.Cost, new Add1(OverSupported: overSupported)), "es").Count();
        Assert.Equal(["both"], outcome.Winners.Select(winner => winner.Id));
        Assert.Equal(Ratio.Of(endowment, 1), outcome.Endowment);
    }

    [Fact]
    public void The_order_of_voters_and_projects_changes_nothing() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
        OutcomeHash.Text(tried.Count()) == OutcomeHash.Text(tried.CountOf(tried.Election.BuildShuffled(17)))));

    [Fact]
    public void The_budget_is_never_exceeded_and_what_supporters_paid_is_the_cost() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var outcome = tried.Count();
        var left = outcome.Budget;
        foreach (var step in outcome.Trace)
        {
            Assert.Equal(left, step.MoneyBefore);
            left -= step.WhyNot is null ? step.Project.Cost : 0;
            Assert.Equal(left, step.MoneyAfter);
            Assert.True(left >= 0);
            if (step.Payment is { Rest: 0 } payment && tried.Rule.Utility is Utility.Cost or Utility.Votes)
            {
                Assert.Equal(step.Project.Cost * payment.Rate.Denominator, payment.Rate.Numerator * payment.Full);
            }
        }

        Assert.Equal(outcome.Budget - left, outcome.Cost);
        Assert.Equal(outcome.Winners.Length + outcome.Losses.Length, tried.Election.Projects.Length);
    }));

    [Fact]
    public void Skipping_steps_of_Add1_changes_nothing()
    {
        // Fine money and few voters: thousands of steps, of which most are skipped.
        for (var seed = 0; seed < Thoroughness.Of(60); seed++)
        {
            var random = new Random(seed);
            var projects = Enumerable.Range(0, 6)
                .Select(project => new Project($"p{project}", random.Next(50, 400) * (seed % 3 == 0 ? 10 : 1))).ToArray();
            var ballots = Enumerable.Range(0, 9)
                .Select(_ => new SmallBallot([.. Enumerable.Range(0, 6).Where(_ => random.Next(3) == 0)], []));
            var election = new SmallElection(VoteType.Approval, projects.Sum(project => project.Cost) / 2, [.. projects],
                [.. ballots])
            { Scale = seed % 4 == 0 ? 1 : 0 };
            var rule = new Rule.EqualShares(seed % 2 == 0 ? Utility.Cost : Utility.Votes, new Add1(StopWhenExhausted: seed % 5 != 0));
            var tried = new Case(election, rule, "es");
            var slowly = NaiveShares.Raise(election, rule, "es");
            var outcome = tried.Count();
            Assert.Equal(slowly.Bought.Select(project => projects[project].Id), outcome.Winners.Select(winner => winner.Id));
            Assert.Equal(slowly.Endowment.Numerator, outcome.Endowment!.Numerator);
            Assert.Equal(slowly.Endowment.Denominator, outcome.Endowment.Denominator);
        }
    }

    [Fact]
    public void What_is_free_is_cheaper_than_what_costs_next_to_nothing()
    {
        Project[] projects = [new("almost", 2), new("free", 0), new("dear", 4_000_000_000_000_000_000)];
        var election = new SmallElection(
            VoteType.Ordinal, 4_000_000_000_000_000_000, [.. projects], [new([1, 0], []), new([], []), new([], [])]);
        Assert.Equal(["free", "almost"], new Case(election, new Rule.EqualShares(Utility.Borda1), "lex")
            .Count().Winners.Select(winner => winner.Id));
        Assert.Empty(new Case(election, new Rule.EqualShares(Utility.Borda1), "lex").Count().Ties);
    }

    [Fact]
    public void As_many_steps_of_Add1_as_there_are_pennies_in_the_world_are_soon_done()
    {
        // 10^18 in units of 1: the outcome changes a few times on the way, and only there is anything to count.
        SmallBallot[] ballots = [new([0, 1], []), new([0], []), new([1, 2], []), new([2], []), new([3], []), new([0, 3], []), new([1], [])];
        Project[] projects = [new("a", 3), new("b", 4), new("c", 5), new("d", 6)];
        var rule = new Rule.EqualShares(Utility.Cost, new Add1());
        var small = new SmallElection(VoteType.Approval, 12, [.. projects], [.. ballots]);
        var large = small with
        {
            Budget = 12 * 100_000_000_000_000_000,
            Projects = [.. projects.Select(project => project with { Cost = project.Cost * 100_000_000_000_000_000 })],
        };
        var outcome = new Case(large, rule, "es").Count();

        // The same in steps of a thousandth of the smaller money is fine enough to see the same changes.
        var fine = small with { Budget = 12_000, Projects = [.. projects.Select(project => project with { Cost = project.Cost * 1_000 })] };
        Assert.Equal(NaiveShares.Winners(fine, rule, "es"), outcome.Winners.Select(winner => winner.Id));
        var perUnit = (double)outcome.Endowment!.Numerator / (double)outcome.Endowment.Denominator / 1e14;
        var slowly = NaiveShares.Raise(fine, rule, "es").Endowment;
        Assert.InRange(
            perUnit, (double)slowly.Numerator / (double)slowly.Denominator - 1, (double)slowly.Numerator / (double)slowly.Denominator + 1);
    }

    [Fact]
    public void Any_number_of_threads_writes_the_same_bytes()
    {
        var election = new SyntheticElection(40, 3_000, 5).ToElection();
        var rule = new Rule.EqualShares(Utility.Cost, new Add1(), FillUp.ByVotes);
        var texts = new string[6];
        Parallel.For(0, texts.Length, thread => texts[thread] = OutcomeHash.Text(Tally.Count(election, rule, TieOrder.EqualShares)));
        Assert.All(texts, text => Assert.Equal(texts[0], text));
    }

    [Fact]
    public void Equal_ballots_counted_together_or_one_by_one_come_to_the_same() => Check.One(Thousands, Prop.ForAll(Cases, tried =>
    {
        var (apart, together) = (new ElectionBuilder(Terms(tried.Election)), new ElectionBuilder(Terms(tried.Election)));
        foreach (var ballot in tried.Election.Ballots)
        {
            ushort[] choices = [.. ballot.Choices.Select(choice => (ushort)choice)];
            together.Add(choices, ballot.Points, 3);
            Enumerable.Range(0, 3).ToList().ForEach(_ => apart.Add(choices, ballot.Points));
        }

        return OutcomeHash.Text(tried.CountOf(apart.Build())) == OutcomeHash.Text(tried.CountOf(together.Build()));
    }));

    [Fact]
    public void Wieliczka_2023_has_30_winners_when_it_goes_on_and_31_when_it_stops_at_what_is_exhausted()
    {
        var election = SharedFiles.Read("Poland_Wieliczka_2023_Green_Budget.pb");
        foreach (var (stops, winners, cost) in new[] { (false, 30, 995_079), (true, 31, 984_579) })
        {
            var outcome = Tally.Count(election, new Rule.EqualShares(Utility.Cost, new Add1(StopWhenExhausted: stops)),
                TieOrder.EqualShares, TestContext.Current.CancellationToken);
            Assert.Equal((winners, cost), (outcome.Winners.Length, outcome.Cost / Math.Pow(10, election.Scale)));
        }
    }

    private static Outcome IsAsCountedSlowly(Case tried)
    {
        var outcome = tried.Count();
        Assert.Equal(NaiveShares.Winners(tried.Election, tried.Rule, tried.Ties), outcome.Winners.Select(winner => winner.Id));
        Assert.Equal(NaiveShares.Payments(tried.Election, tried.Rule, tried.Ties), Payments(outcome));
        return outcome;
    }

    private static IEnumerable<Payment> Payments(Outcome outcome) =>
        outcome.Trace.Where(step => step.Payment is not null).Select(step => step.Payment!);

    private static ElectionTerms Terms(SmallElection election) =>
        new(election.VoteType, election.Budget, election.Scale, election.Projects) { Exclusive = election.Exclusive };

    private static Case Larger(Random random)
    {
        var type = random.Next(3) switch { 0 => VoteType.Ordinal, 1 => VoteType.Cumulative, _ => VoteType.Approval };
        var projects = Enumerable.Range(0, 14)
            .Select(project => new Project($"p{project}", random.Next(1, 40) * random.Next(1, 25))).ToArray();
        var ballots = Enumerable.Range(0, 120).Select(_ =>
        {
            var order = Enumerable.Range(0, projects.Length).ToArray();
            random.Shuffle(order);
            var length = random.Next(0, 6);
            return new SmallBallot(order[..length], type == VoteType.Cumulative
                ? [.. order[..length].Select(_ => (long)random.Next(0, 6))] : []);
        });
        var election = new SmallElection(type, 2_000, [.. projects], [.. ballots]);
        var utilities = SmallElection.UtilitiesFor(type);
        return new Case(
            election, new Rule.EqualShares(utilities[random.Next(utilities.Length)], random.Next(3) == 0 ? new Add1() : null), "es");
    }
}
