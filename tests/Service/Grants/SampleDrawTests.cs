using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Participatory.Contracts.Grants;
using Participatory.Grants;
using Participatory.Grants.Samples;
using Participatory.Grants.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class SampleDrawTests
{
    private static readonly DateTimeOffset Opens = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Ends = new(2026, 3, 20, 22, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whoever_draws_again_from_what_is_published_draws_the_same_groups()
    {
        var random = new Random(20260301);
        for (var draw = 0; draw < 1_000; draw++)
        {
            var resultHash = Convert.ToHexStringLower(Bytes(random, 32));
            var ends = Ends.AddMicroseconds(random.NextInt64(1L << 40));
            var ideas = Enumerable.Range(0, random.Next(1, 40)).Select(_ => new Guid(Bytes(random, 16)).ToString()).Distinct().ToList();
            var seed = new SampleRow { ResultHash = resultHash, VotingUntil = ends }.Seed;

            Assert.Equal(DrawnAgain(resultHash, ends, ideas), DrawSamples.InOrder(seed, ideas));
        }
    }

    [Fact]
    public void Every_group_has_the_same_chance()
    {
        var random = new Random(7);
        var ideas = Enumerable.Range(0, 10).Select(i => $"idea-{i}").ToList();
        var times = ideas.ToDictionary(idea => idea, _ => 0, StringComparer.Ordinal);
        for (var draw = 0; draw < 4_000; draw++)
        {
            foreach (var idea in DrawSamples.InOrder(Convert.ToHexStringLower(Bytes(random, 32)), ideas).Take(3))
            {
                times[idea]++;
            }
        }

        // 1,200 each, and a deviation of 29: five of them are never passed by chance.
        Assert.All(times.Values, count => Assert.InRange(count, 1_055, 1_345));
    }

    [Theory, EveryDatabase]
    public async Task The_seed_is_public_from_the_result_on_and_the_draw_comes_once_when_all_is_paid(string engine)
    {
        await using var town = await BeforeTheVote(engine, 1, People.Amina, People.Amina);
        var before = await Look(town);
        Assert.Equal(("", "", 1, null), (before.Seed, before.ResultHash, Assert.Single(before.Draws).Groups, before.Draws[0].DrawTime));

        town.Service.Clock.Advance(Ends - town.Service.Clock.Now);
        await town.Service.Deliver(Result("autumn", 400, 300));

        var published = await Look(town);
        Assert.Equal($"{new string('0', 64)} 2026-03-20T22:00:00.000000Z", published.Seed);
        var awards = (await town.Nobody.ListAwardsAsync(new() { RoundId = "autumn" })).Awards;
        foreach (var award in awards)
        {
            await Tick(town);
            Assert.Equal(published, await Look(town));
            await Pay(town, award);
        }

        await Tick(town);
        await Tick(town);

        var drawn = await Look(town);
        var order = DrawnAgain(drawn.ResultHash, drawn.ClosingTime.ToDateTimeOffset(), ["p1", "p2"]);
        Assert.Equal(order, drawn.Draws[0].Grants.Select(grant => grant.ProjectId));
        Assert.Equal([true, false], drawn.Draws[0].Grants.Select(grant => grant.Invited));
        var said = Assert.Single(await town.Service.Published<GroupDrawn>());
        Assert.Equal((awards.Single(award => award.ProjectId == order[0]).AwardId, published.Seed), (said.AwardId, said.Seed));
    }

    [Theory, EveryDatabase]
    public async Task A_grant_that_is_accepted_and_never_paid_holds_the_draw_up_until_it_is_withdrawn(string engine)
    {
        await using var town = await BeforeTheVote(engine, 1, People.Amina, People.Amina);
        town.Service.Clock.Advance(Ends - town.Service.Clock.Now);
        await town.Service.Deliver(Result("autumn", 400, 300));
        var awards = (await town.Nobody.ListAwardsAsync(new() { RoundId = "autumn" })).Awards;
        await Pay(town, awards.Single(award => award.ProjectId == "p1"));
        var never = awards.Single(award => award.ProjectId == "p2");
        await town.Amina.AcceptAwardAsync(
            new() { RequestId = Id(), AwardId = never.AwardId, AgreementVersion = never.AgreementVersion });
        town.Service.Clock.Advance(TimeSpan.FromDays(60));
        await Tick(town);
        Assert.Null((await Look(town)).Draws[0].DrawTime);

        await town.Grace.WithdrawAwardAsync(new() { RequestId = Id(), AwardId = never.AwardId, Reason = "The site is being sold." });
        await Tick(town);

        Assert.Equal(["p1"], (await Look(town)).Draws[0].Grants.Select(grant => grant.ProjectId));
        Assert.Single(await town.Service.Published<GroupDrawn>());
    }

    [Theory, EveryDatabase]
    public async Task Whoever_chooses_once_people_vote_changes_no_draw_of_their_round(string engine)
    {
        await using var town = await BeforeTheVote(engine, 2, People.Amina);
        town.Service.Clock.Advance(Opens - town.Service.Clock.Now);

        await Choose(town, Evidence.Sample, groups: 50);
        Assert.Equal(2, (await Look(town)).Draws[0].Groups);
        await Choose(town, Evidence.None, groups: 0);
        Assert.Equal(2, (await Look(town)).Draws[0].Groups);
    }

    [Theory, EveryDatabase]
    public async Task A_draw_needs_a_number_of_groups_and_the_other_rules_have_none(string engine)
    {
        await using var town = await Start(engine);
        await town.FundWith(5_000, "fund-autumn");

        await RefusedFields(() => Choose(town, Evidence.Sample, groups: 0), "groups");
        await RefusedFields(() => Choose(town, Evidence.Sample, groups: 51), "groups");
        await RefusedFields(() => Choose(town, Evidence.None, groups: 1), "groups");
        await Choose(town, Evidence.None, groups: 0);
        await town.Released("autumn", "fund-autumn", (North, 1_000));

        Assert.Equal(new Sample(), await Look(town));
    }

    /// <summary>A round with these people's ideas on its paper, whose funder talks to so many groups.</summary>
    private static async Task<Town> BeforeTheVote(string engine, int groups, params Caller[] proposers)
    {
        var town = await Start(engine);
        await town.FundWith(5_000, "fund-autumn");
        await Choose(town, Evidence.Sample, groups);
        await town.Released("autumn", "fund-autumn", (North, 1_000));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", proposers) with { OpensAt = Opens, ClosesAt = Ends });
        return town;
    }

    private static async Task Choose(Town town, Evidence evidence, int groups) => await town.Femi.ChooseEvidenceAsync(
        new() { RequestId = Id(), FundId = "fund-autumn", Evidence = evidence, Groups = groups, Reason = "We would rather talk." });

    private static async Task<Sample> Look(Town town) => await town.Nobody.GetSampleAsync(new() { RoundId = "autumn" });

    private static Task Tick(Town town) => ((DrawSamples)town.Service.Services.GetService(typeof(DrawSamples))!)
        .Tick(CancellationToken.None);

    private static async Task Pay(Town town, Award award)
    {
        award = await town.Amina.AcceptAwardAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
        await town.Checked(award);
        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        await town.Confirm(await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId }));
    }

    /// <summary>
    /// The draw as somebody else would write it from the published rule alone: a ticket for each idea, and again and again
    /// the lowest ticket, compared byte by byte.
    /// </summary>
    private static List<string> DrawnAgain(string resultHash, DateTimeOffset ends, IEnumerable<string> ideas)
    {
        var instant = ends.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "Z";
        var tickets = new List<(byte[] Ticket, string Idea)>();
        foreach (var idea in ideas)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.ASCII.GetBytes(resultHash));
            hash.AppendData(" "u8);
            hash.AppendData(Encoding.ASCII.GetBytes(instant));
            hash.AppendData(" "u8);
            hash.AppendData(Encoding.ASCII.GetBytes(idea));
            tickets.Add((hash.GetHashAndReset(), idea));
        }

        List<string> drawn = [];
        while (tickets.Count > 0)
        {
            var lowest = 0;
            for (var i = 1; i < tickets.Count; i++)
            {
                if (tickets[i].Ticket.AsSpan().SequenceCompareTo(tickets[lowest].Ticket) < 0)
                {
                    lowest = i;
                }
            }

            drawn.Add(tickets[lowest].Idea);
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
