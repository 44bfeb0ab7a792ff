using System.Security.Cryptography;
using System.Text;
using Participatory.Grants;

namespace Participatory.Tests.Service.Grants;

public sealed class SampleDrawTests
{
    [Fact]
    public void Whoever_draws_again_from_what_is_published_draws_the_same_groups()
    {
        var random = new Random(20260301);
        for (var draw = 0; draw < 1_000; draw++)
        {
            var seed = Convert.ToHexStringLower(Bytes(random, 32));
            var awards = Enumerable.Range(0, random.Next(1, 40)).Select(_ => new Guid(Bytes(random, 16)).ToString()).Distinct().ToList();
            var groups = random.Next(1, 12);

            Assert.Equal(DrawnAgain(seed, awards, groups), DrawSample.Drawn(seed, awards, groups));
        }
    }

    [Fact]
    public void Every_group_has_the_same_chance()
    {
        var random = new Random(7);
        var awards = Enumerable.Range(0, 10).Select(i => $"award-{i}").ToList();
        var times = awards.ToDictionary(award => award, _ => 0, StringComparer.Ordinal);
        for (var draw = 0; draw < 4_000; draw++)
        {
            foreach (var award in DrawSample.Drawn(Convert.ToHexStringLower(Bytes(random, 32)), awards, 3))
            {
                times[award]++;
            }
        }

        // 1,200 each, and a deviation of 29: five of them are never passed by chance.
        Assert.All(times.Values, count => Assert.InRange(count, 1_055, 1_345));
    }

    /// <summary>
    /// The draw as somebody else would write it from the published rule alone: a ticket for each group, and again and again
    /// the lowest ticket, compared byte by byte.
    /// </summary>
    private static List<string> DrawnAgain(string seed, IEnumerable<string> awards, int groups)
    {
        var tickets = new List<(byte[] Ticket, string Award)>();
        foreach (var award in awards)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.ASCII.GetBytes(seed));
            hash.AppendData(Encoding.ASCII.GetBytes(award));
            tickets.Add((hash.GetHashAndReset(), award));
        }

        List<string> drawn = [];
        while (drawn.Count < groups && tickets.Count > 0)
        {
            var lowest = 0;
            for (var i = 1; i < tickets.Count; i++)
            {
                if (tickets[i].Ticket.AsSpan().SequenceCompareTo(tickets[lowest].Ticket) < 0)
                {
                    lowest = i;
                }
            }

            drawn.Add(tickets[lowest].Award);
            tickets.RemoveAt(lowest);
        }

        return drawn;
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
