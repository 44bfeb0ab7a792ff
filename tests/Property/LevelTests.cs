using Participatory.Counting.Elections;
using Participatory.Counting.Rules;
using Participatory.Counting.Rules.Shares;

namespace Participatory.Tests.Property;

public sealed class LevelTests
{
    [Fact]
    public void Ballots_are_in_one_group_where_they_agree_in_what_is_asked_about_and_only_there()
    {
        for (var seed = 0; seed < Thoroughness.Of(400); seed++)
        {
            var random = new Random(seed);
            var (finest, order) = Drawn(random);
            int[] cuts = [order.Length / 3, order.Length / 2, order.Length];
            var grouping = new Grouping(finest, order, cuts);
            for (var level = 0; level < cuts.Length; level++)
            {
                var groups = Enumerable.Range(0, finest.Groups)
                    .ToLookup(ballot => grouping.GroupOf[level][ballot], ballot => Agreement(finest, ballot, order.AsSpan(0, cuts[level])));
                Assert.Equal(grouping.Counts[level], groups.Count);
                Assert.All(groups, group => Assert.Single(group.Distinct()));
                Assert.Equal(groups.Count, groups.Select(group => group.First()).Distinct().Count());
            }
        }
    }

    [Fact]
    public void A_group_has_the_voters_of_its_ballots_and_what_they_had_in_the_larger_group()
    {
        for (var seed = 0; seed < Thoroughness.Of(400); seed++)
        {
            var random = new Random(seed);
            var (finest, order) = Drawn(random);
            var levels = Level.For(finest, order);
            Assert.Equal(6, levels.Length);
            levels[0].Begin(0);
            for (var group = 0; group < levels[0].Money.Length; group++)
            {
                (levels[0].Money[group], levels[0].PoorSince[group]) = (random.Next(100), random.Next(100));
            }

            for (var level = 0; level < levels.Length; level++)
            {
                if (level > 0)
                {
                    levels[level].TakeOver(levels[level - 1]);
                }

                HasTheVotersOf(finest, levels[level], order.AsSpan(0, level == 5 ? order.Length : order.Length * (level + 1) / 5));
                HasWhatTheyHadIn(levels[0], levels[level], order.AsSpan(0, order.Length / 5));
            }
        }
    }

    [Fact]
    public void Who_has_nothing_is_left_out_once_it_is_known_that_somebody_lost_all()
    {
        for (var seed = 0; seed < Thoroughness.Of(400); seed++)
        {
            var random = new Random(seed);
            var supporters = Drawn(random, seed % 2 == 0 ? Utility.Cost : Utility.Borda).Supporters;
            var money = Enumerable.Range(0, supporters.Groups).Select(_ => (long)random.Next(1, 100)).ToArray();
            var active = new SupportersWithMoney(supporters, money);
            for (var times = 0; times < 2; times++)
            {
                active.Reset(0);
                for (var round = 0; round < 4; round++)
                {
                    var project = random.Next(supporters.Voters.Length);
                    AreThoseWithMoney(supporters, money, active, project);
                    var emptied = random.Next(3) == 0 ? []
                        : Enumerable.Range(0, money.Length).Where(group => money[group] > 0 && random.Next(3) == 0).ToArray();
                    Array.ForEach(emptied, group => money[group] = 0);
                    active.Emptied += emptied.Length;
                    AreThoseWithMoney(supporters, money, active, project);
                }

                Array.ForEach(Enumerable.Range(0, money.Length).ToArray(), group => money[group] = random.Next(1, 100));
            }
        }
    }

    private static void AreThoseWithMoney(Supporters supporters, long[] money, SupportersWithMoney active, int project)
    {
        var all = supporters.Of(project).ToArray()
            .Select((group, i) => (Group: group, Times: supporters.TimesOf(project)[i], Worth: supporters.IsWeighted
            ? supporters.UtilitiesOf(project)[i] : 1)).Where(supporter => money[supporter.Group] > 0).ToList();
        var held = active.MoneyOf(project, out var times, out var worth);
        Assert.Equal(all.Select(supporter => money[supporter.Group]), held.ToArray());
        Assert.Equal(all.Select(supporter => supporter.Times), times.ToArray());
        Assert.Equal(supporters.IsWeighted ? all.Select(supporter => supporter.Worth) : [], worth.ToArray());
        Assert.Equal(all.Select(supporter => supporter.Group), active.Of(project, out _, out _).ToArray());
    }

    private static void HasTheVotersOf(Supporters finest, Level level, ReadOnlySpan<int> asked)
    {
        var groups = level.Supporters;
        var times = Enumerable.Range(0, groups.Groups).ToDictionary(group => Agreement(groups, group, level.Knows), groups.Times);
        Assert.Equal(groups.Groups, times.Count);
        Assert.Equal(Enumerable.Range(0, finest.Groups).GroupBy(ballot => Agreement(finest, ballot, level.Knows))
            .ToDictionary(group => group.Key, group => group.Sum(finest.Times)), times);
        foreach (var project in asked)
        {
            Assert.True(level.Knows(project));
            Assert.Equal(finest.Voters[project], groups.Voters[project]);
            for (var i = 0; i < groups.Of(project).Length; i++)
            {
                Assert.Equal(groups.Times(groups.Of(project)[i]), groups.TimesOf(project)[i]);
            }

            Assert.Equal(finest.Voters[project], groups.TimesOf(project).ToArray().Sum());
        }
    }

    private static void HasWhatTheyHadIn(Level first, Level level, ReadOnlySpan<int> asked)
    {
        var had = new Dictionary<string, (long, int)>();
        for (var group = 0; group < first.Money.Length; group++)
        {
            had.Add(Agreement(first.Supporters, group, asked), (first.Money[group], first.PoorSince[group]));
        }

        for (var group = 0; group < level.Money.Length; group++)
        {
            Assert.Equal(had[Agreement(level.Supporters, group, asked)], (level.Money[group], level.PoorSince[group]));
        }
    }

    private static string Agreement(Supporters supporters, int group, ReadOnlySpan<int> asked)
    {
        var known = asked.ToArray();
        return Agreement(supporters, group, known.Contains);
    }

    private static string Agreement(Supporters supporters, int group, Func<int, bool> isAsked) =>
        string.Join(',', supporters.Choices(group).ToArray().Select(choice => (int)choice).Where(isAsked).Order());

    private static (Supporters Supporters, int[] Order) Drawn(Random random, Utility utility = Utility.Cost)
    {
        var count = random.Next(1, 14);
        var builder = new ElectionBuilder(
            new ElectionTerms(utility == Utility.Cost ? VoteType.Approval
            : VoteType.Ordinal, 100, 0, [.. Enumerable.Range(0, count).Select(project => new Project($"p{project}", random.Next(1, 4)))]));
        for (var voter = random.Next(0, 60); voter > 0; voter--)
        {
            builder.Add([.. Enumerable.Range(0, count).Where(_ => random.Next(3) == 0).Select(project => (ushort)project)], [],
                random.Next(1, 4));
        }

        var order = Enumerable.Range(0, count).ToArray();
        random.Shuffle(order);
        return (new Supporters(builder.Build(), utility), order[..random.Next(count + 1)]);
    }
}
