using Participatory.Counting.Elections;

namespace Participatory.Tests.Property;

public sealed class ElectionBuilderTests
{
    /// <summary>The arrays are handed over and not copied, so what comes later must not be seen by who has them already.</summary>
    [Fact]
    public void An_election_stays_as_it_was_built_while_its_builder_goes_on()
    {
        for (var seed = 0; seed < Thoroughness.Of(500); seed++)
        {
            var random = new Random(seed);
            var builder = new ElectionBuilder(
                new ElectionTerms(
                seed % 2 == 0 ? VoteType.Approval : VoteType.Cumulative, 100, 0, [.. "abcd".Select(id => new Project($"{id}", 10))]));
            var built = new List<(Election Election, string Hash)>();
            for (var voter = 0; voter < 30; voter++)
            {
                var ballot = random.GetItems<ushort>([0, 1, 2, 3], random.Next(4)).Distinct().ToArray();
                builder.Add(ballot, seed % 2 == 0 ? [] : [.. ballot.Select(_ => (long)random.Next(1, 3))], random.Next(1, 3));
                if (random.Next(5) == 0)
                {
                    var election = builder.Build();
                    built.Add((election, ElectionHash.Of(election)));
                }
            }

            Assert.Equal(built.Select(pair => pair.Hash), built.Select(pair => ElectionHash.Of(pair.Election)));
            Assert.Equal(
                built.Select(pair => pair.Hash).Distinct().Count(), built.Select(pair => pair.Election.BallotCount).Distinct().Count());
        }
    }

    [Fact]
    public void A_ballot_is_put_in_order_whatever_lies_behind_it()
    {
        for (var seed = 0; seed < Thoroughness.Of(5_000); seed++)
        {
            var random = new Random(seed);
            var all = Enumerable.Range(0, 60).Select(_ => (ushort)random.Next(1 << 16)).Distinct().ToArray();
            var from = all.AsSpan(0, random.Next(all.Length));
            var sorted = new ushort[random.Next(Math.Min(from.Length, 24) + 1)];
            ShortSort.Sort(from, sorted);
            Assert.Equal(from[..sorted.Length].ToArray().Order(), sorted);
        }
    }
}
