using System.Security.Cryptography;
using Participatory.Counting.Elections;
using Participatory.Counting.Generating;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Rules;

namespace Participatory.Tests.Property;

public sealed class GeneratorTests
{
    [Fact]
    public void A_seed_gives_the_same_bytes_forever()
    {
        var bytes = Write(new SyntheticElection(40, 1_000, 7));
        Assert.Equal("efb9b9522b0541a96e23e6d88339c71b8f45b5ff63a5f3fe292a1ece7d96f0ca", Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal("6dddfbf645f22e722c4bbc5ad917e464125c8f14a055bacfa28c038f82d6bef2",
            ElectionHash.Of(new SyntheticElection(40, 1_000, 7).ToElection()));
        Assert.NotEqual(bytes, Write(new SyntheticElection(40, 1_000, 8)));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 5)]
    [InlineData(3, 50)]
    [InlineData(200, 500)]
    public void What_is_written_reads_back_as_what_was_made(int projects, int voters)
    {
        var made = new SyntheticElection(projects, voters, 3);
        var reader = PbReader.Open(new MemoryStream(Write(made)), new PbOptions { Strict = true });
        Assert.Equal(ElectionHash.Of(made.ToElection()), ElectionHash.Of(reader.ReadElection()));
    }

    [Fact]
    public void A_made_up_town_has_winners_and_losers()
    {
        var outcome = Tally.Count(new SyntheticElection(60, 2_000, 1).ToElection(), new Rule.Greedy(), TieOrder.EqualShares,
            TestContext.Current.CancellationToken);
        Assert.InRange(outcome.Winners.Length, 10, 50);
    }

    private static byte[] Write(SyntheticElection election)
    {
        var stream = new MemoryStream();
        using (var text = new StreamWriter(stream))
        {
            election.WriteTo(text);
        }

        return stream.ToArray();
    }
}
