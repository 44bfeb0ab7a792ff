using System.Numerics;
using Participatory.Counting.Elections;
using Participatory.Counting.Rules;
using Participatory.Counting.Rules.Shares;

namespace Participatory.Tests.Property;

/// <summary>What a run of Equal Shares says of its own rounding, held against fractions after each purchase.</summary>
public sealed class SharesRunTests
{
    [Fact]
    public void Rounded_amounts_are_as_near_as_they_say_and_bounds_on_prices_hold_and_are_narrow()
    {
        for (var seed = 0; seed < Thoroughness.Of(800); seed++)
        {
            var random = new Random(seed);
            var utility = (seed % 3) switch { 0 => Utility.Cost, 1 => Utility.Votes, _ => Utility.Points };
            var (election, endowment) = CrowdedElections.Crowded(random, utility);
            Follow(election, utility, endowment, isGrouped: seed % 2 == 0, times: seed % 5 == 0 ? 1 << 20 : 1);
        }
    }

    [Theory]
    [InlineData(Utility.Cost)]
    [InlineData(Utility.Votes)]
    [InlineData(Utility.Points)]
    public void What_is_off_is_handed_on_and_does_not_grow(Utility utility)
    {
        // With a bound on each voter's money and none on all together, each of the forty steps would make it three to five times as large.
        var largest = Follow(CrowdedElections.Ladder(new Random(1), utility), utility, 1_000, isGrouped: false, times: 1);
        Assert.InRange(largest, 1, 40 * 200);
    }

    [Theory]
    [InlineData(Utility.Cost)]
    [InlineData(Utility.Votes)]
    [InlineData(Utility.Points)]
    public void Many_purchases_with_many_voters_are_as_near_as_they_say(Utility utility)
    {
        for (var seed = 0; seed < Thoroughness.Of(20); seed++)
        {
            var election = CrowdedElections.Twins(new Random(seed), utility);
            Follow(election, utility, new Fraction(election.Budget, election.Ballots.Length), isGrouped: seed % 2 == 0, times: 1 << 20,
                asks: false);
        }
    }

    private static long Follow(SmallElection small, Utility utility, Fraction endowment, bool isGrouped, int times, bool asks = true)
    {
        var election = CrowdedElections.Built(small, times);
        long[] costs = [.. election.Projects.Select(project => project.Cost)];
        var run = new SharesRun(new Supporters(election, utility), costs, utility == Utility.Cost, TieOrder.EqualShares.Places(election));
        if (isGrouped && utility != Utility.Points)
        {
            run.Expect([.. Enumerable.Range(0, costs.Length).Where(project => election.Votes(project) > 0)]);
        }

        // What another run leaves behind must not be seen by the next.
        run.Begin((endowment.Numerator * 3, endowment.Denominator * 2));
        while (run.Next() >= 0)
        {
            Assert.True(run.Error <= run.ErrorOfAll);
        }

        run.Begin((endowment.Numerator, endowment.Denominator));
        var exact = new ExactMoney(small, utility, endowment, run.Level.Money[0], times);
        exact.Holds(run, asks);
        var largest = 0L;
        while (run.Next() is >= 0 and var project)
        {
            exact.Buy(project);
            exact.Holds(run, asks);
            largest = Math.Max(largest, run.Error);
        }

        return largest;
    }

    /// <summary>The same run in fractions.</summary>
    private sealed class ExactMoney(SmallElection election, Utility utility, Fraction endowment, long full, int times)
    {
        private readonly Fraction[] money = [.. election.Ballots.Select(_ => endowment)];
        private readonly bool[] hasGivenAll = new bool[election.Ballots.Length];
        private readonly HashSet<int> bought = [];
        private readonly Dictionary<string, int> voterOf = election.Ballots.Index()
            .DistinctBy(ballot => Key(ballot.Item.Choices, ballot.Item.Points))
            .ToDictionary(ballot => Key(ballot.Item.Choices, ballot.Item.Points), ballot => ballot.Index);

        public void Buy(int project)
        {
            var price = NaiveShares.Price(election, utility, project, money)!.Value;
            bought.Add(project);
            for (var voter = 0; voter < money.Length; voter++)
            {
                var share = price * NaiveUtility.Of(election, election.Ballots[voter], project, utility);
                hasGivenAll[voter] |= money[voter] < share;
                money[voter] -= Fraction.Min(money[voter], share);
            }
        }

        public void Holds(SharesRun run, bool asks)
        {
            var all = (Fraction)0;
            for (var group = 0; group < run.Level.Money.Length; group++)
            {
                var voter =
                    voterOf[Key(run.Level.Supporters.Choices(group).ToArray().Select(choice => (int)choice), utility == Utility.Points
                    ? run.Level.Supporters.Election.Points(group).ToArray() : [])];
                var off = Size(Units(money[voter]) - run.Level.Money[group]);
                Assert.True(hasGivenAll[voter] ? run.Level.Money[group] == 0 : run.Level.Money[group] > 0
                    && off <= run.Error, $"{election}: {run.Level.Money[group]} is off by {off}, at most {run.Error}");
                all += off * run.Level.Supporters.Times(group);
            }

            Assert.True(run.Error <= run.ErrorOfAll);
            Assert.True(all <= run.ErrorOfAll, $"{election}: all together are off by {all}, at most {run.ErrorOfAll}");
            foreach (var project in Enumerable.Range(0, election.Projects.Length).Except(bought)
                .Where(project => asks && election.Projects[project].Cost > 0 && Supporters(project).Any()))
            {
                Holds(run, project);
            }
        }

        private void Holds(SharesRun run, int project)
        {
            var offer = run.Look(project);
            var price = NaiveShares.Price(election, utility, project, money);
            if (offer.IsUnclear)
            {
                Assert.True(IsHardToTell(project, price, run.Error), $"{election}: project {project} is clear");
                return;
            }

            Assert.Equal(price is null, offer.IsUnaffordable);
            if (price is null)
            {
                return;
            }

            // By cost it is the price for each unit of the cost, which is larger by as much as there are more voters.
            var exact = Units(price.Value) / (utility == Utility.Cost ? times : 1);
            Assert.True(Exactly(offer.AtLeast) <= exact
                && exact <= Exactly(offer.AtMost), $"{election}: project {project} costs {exact}, not {offer.AtLeast} to {offer.AtMost}");
            // As narrow as the rounding of money lets it be, give or take a part in 10^13 for floating point.
            var divisor = (double)offer.RichUtility * (utility == Utility.Cost ? election.Projects[project].Cost * times : 1);
            Assert.True(
                offer.AtMost - offer.AtLeast <= (
                ((2.0 * Math.Min((double)money.Length * times * run.Error, run.ErrorOfAll)) + 4) / divisor) + (offer.AtMost * 1e-13),
                $"{election}: project {project} costs {offer.AtLeast} to {offer.AtMost}");
            Assert.Equal(Worth(project, voter => !hasGivenAll[voter] && money[voter] >= Share(voter)) * times, offer.RichUtility);
            Assert.Equal(Supporters(project).All(voter => hasGivenAll[voter] || money[voter] >= Share(voter)), offer.IsWhole);

            Fraction Share(int voter) => price.Value * NaiveUtility.Of(election, election.Ballots[voter], project, utility);
        }

        // All their money is just the cost, or somebody has just the share, as near as rounding may be off.
        private bool IsHardToTell(int project, Fraction? price, long error)
        {
            var all = Supporters(project).Aggregate((Fraction)0, (sum, voter) => sum + money[voter]);
            var slack = (Fraction)(4 * (BigInteger)((money.Length * (long)times) + 1) * (error + 4));
            return Size(Units(all) - Units(election.Projects[project].Cost)) <= slack
                || (price is not null && Supporters(project).Any(voter =>
                {
                    var share = Units(price.Value * NaiveUtility.Of(election, election.Ballots[voter], project, utility));
                    return Size(share - Units(money[voter])) <= slack * (Fraction)Math.Max(1, Most(project));
                }));
        }

        private static Fraction Size(Fraction number) => number < 0 ? 0 - number : number;

        private long Most(int project) => utility == Utility.Points
            ? (long)election.Ballots.Max(ballot => NaiveUtility.Of(election, ballot, project, utility)) : 1;

        private IEnumerable<int> Supporters(int project) =>
            Enumerable.Range(0, money.Length).Where(voter => election.Ballots[voter].Choices.Contains(project));

        private long Worth(int project, Func<int, bool> isRich) =>
            Supporters(project).Where(isRich)
                .Sum(voter => utility == Utility.Points ? (long)NaiveUtility.Of(election, election.Ballots[voter], project, utility) : 1);

        // In units of which full are the endowment.
        private Fraction Units(Fraction amount) => amount * full / endowment;

        // A floating-point number is a whole number times a power of two.
        private static Fraction Exactly(double number)
        {
            var exponent = Math.Max(0, 60 - Math.ILogB(number));
            return new Fraction(new BigInteger(Math.ScaleB(number, exponent)), BigInteger.One << exponent);
        }

        private static string Key(IEnumerable<int> choices, long[] points) =>
            string.Join(',', choices.Select((choice, place) => (choice, points.ElementAtOrDefault(place))).Order());
    }
}
