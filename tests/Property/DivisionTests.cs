using Participatory.Counting.Rules.Shares;

namespace Participatory.Tests.Property;

public sealed class DivisionTests
{
    [Fact]
    public void Several_at_once_come_to_what_one_after_the_other_does()
    {
        for (var seed = 0; seed < Thoroughness.Of(2_000); seed++)
        {
            var random = new Random(seed);
            var money = Enumerable.Range(0, 50).Select(_ => random.Next(4) == 0 ? 0 : random.NextInt64(1L << random.Next(1, 40))).ToArray();
            var groups = Enumerable.Range(0, random.Next(0, 41)).Select(_ => random.Next(50)).ToArray();
            var times = groups.Select(_ => random.Next(1, 1_000)).ToArray();
            var share = random.Next(3) == 0 && groups.Length > 0 ? money[groups[0]] : random.NextInt64(1L << random.Next(1, 40));
            var all = groups.Select((group, i) => (Has: money[group], Times: (long)times[i])).ToList();
            var poor = all.FindAll(voter => voter.Has < share);

            Assert.Equal(
                new Division(
                    all.Sum(voter => voter.Has * voter.Times),
                    poor.Sum(voter => voter.Has * voter.Times),
                    poor.Sum(voter => voter.Times),
                    all.Sum(voter => voter.Times),
                    poor.Select(voter => voter.Has).DefaultIfEmpty(0).Max(),
                    all.Except(poor).Select(voter => voter.Has).DefaultIfEmpty(long.MaxValue).Min()),
                Division.At([.. groups.Select(group => money[group])], times, share));
        }
    }
}
