using System.Diagnostics;
using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Tests.Harness;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

/// <summary>Whoever tries codes stops nobody who has one.</summary>
public sealed class WrongCodesTests
{
    private static readonly Metadata Library = [new(Source.Header, "one-64.one-56.one-48")];

    [Theory, EveryDatabase]
    public async Task Ten_thousand_wrong_codes_from_one_network_keep_no_right_code_out(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 3);
        await using var _ = polling;

        // Ten from one address refused a right code from there before, and ten thousand from anywhere every code of the poll.
        Assert.Equal(["CODE_UNKNOWN"], (await Try(polling, 11)).Distinct());
        Assert.Equal(1, (await Cast(polling, codes[0])).Version);
        var outcomes = await Try(polling, 10_100);

        Assert.Equal(10_100, outcomes.Count);
        // Of all of them the security log says how many there were, and no code.
        polling.Service.Clock.Advance(TimeSpan.FromMinutes(2));
        var security = polling.Service.Services.GetRequiredService<SecurityLog>();
        await security.Tick(TestContext.Current.CancellationToken);
        var noted = security.Take().Where(note => note.What == "CODES_WRONG").ToList();
        Assert.Equal((10_111, Polling.PollId, ""), (noted.Sum(note => note.Count), Assert.Single(noted).About, noted[0].Who));
        Assert.Equal(["CODE_UNKNOWN"], outcomes.Distinct());
        Assert.Equal(1, (await Cast(polling, codes[1])).Version);
        Assert.False((await polling.Public.LookUpCodeAsync(new LookUpCodeRequest { PollId = Polling.PollId, Code = codes[2] }, Library))
            .HasVoted);
        Assert.Equal(1, (await polling.Cast(codes[2], "bench")).Version);
    }

    [Theory, EveryDatabase]
    public async Task After_ten_wrong_ones_the_answer_to_a_wrong_code_takes_longer_and_to_a_right_one_not(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 1);
        await using var _ = polling;
        await Try(polling, 10);

        var clock = Stopwatch.StartNew();
        await Try(polling, 1);
        Assert.InRange(clock.ElapsedMilliseconds, 90, long.MaxValue);

        // The fastest of some, because others use this machine, too.
        var fastest = TimeSpan.MaxValue;
        for (var times = 0; times < 20; times++)
        {
            clock.Restart();
            await polling.Public.LookUpCodeAsync(new LookUpCodeRequest { PollId = Polling.PollId, Code = codes[0] }, Library);
            fastest = clock.Elapsed < fastest ? clock.Elapsed : fastest;
        }

        Assert.InRange(fastest.TotalMilliseconds, 0, 90);
    }

    [Theory, EveryDatabase]
    public async Task Wrong_cards_take_no_place_in_the_queue_either_and_a_right_one_from_there_changes_its_ballot(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 1);
        await using var _ = polling;
        var request = Polling.Ballot(codes[0], "bench");
        await polling.Public.CastBallotAsync(request);

        var outcomes = await All(200, async () =>
            await polling.Public.CastBallotAsync(Polling.Change(BallotCards.New(), 1, "choir"), Library, deadline: Polling.Soon()));

        Assert.Equal(["CARD_UNKNOWN"], outcomes.Distinct());
        Assert.Equal(2, (await polling.Public.CastBallotAsync(Polling.Change(request.Card, 1, "choir"), Library)).Version);
    }

    [Theory, EveryDatabase]
    public async Task Wrong_codes_are_counted_for_each_network_of_a_source_and_each_poll_alone_until_a_quarter_of_an_hour_is_over(
        string engine)
    {
        var (polling, _) = await Polling.WithVoters(engine, 1);
        await using var running = polling;
        var wrong = polling.Service.Services.GetRequiredService<WrongCodes>();
        string[] library = ["a-64", "a-56", "a-48"], neighbour = ["b-64", "a-56", "a-48"], street = ["c-64", "c-56", "a-48"];

        await Note(9, _ => library);
        Assert.False(wrong.AreMany(Polling.PollId, library));
        await Note(1, _ => library);
        Assert.True(wrong.AreMany(Polling.PollId, library));
        Assert.False(wrong.AreMany(Polling.PollId, neighbour));

        // Ten, forty and a hundred and sixty: whoever has a wider network gets no more out of it by changing the narrow one.
        await Note(29, number => [$"{number}-64", "a-56", "a-48"]);
        Assert.False(wrong.AreMany(Polling.PollId, neighbour));
        await Note(1, _ => ["last-64", "a-56", "a-48"]);
        Assert.True(wrong.AreMany(Polling.PollId, neighbour));
        await Note(119, number => [$"{number}-64", $"{number}-56", "a-48"]);
        Assert.False(wrong.AreMany(Polling.PollId, street));
        await Note(1, _ => ["last-64", "last-56", "a-48"]);
        Assert.True(wrong.AreMany(Polling.PollId, street));

        Assert.False(wrong.AreMany(Polling.PollId, ["d-64", "d-56", "d-48"]));
        Assert.False(wrong.AreMany("another-poll", library));
        polling.Service.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.False(wrong.AreMany(Polling.PollId, library));

        Task Note(int times, Func<int, string[]> sources) => Task.WhenAll(Enumerable.Range(0, times).Select(number =>
            wrong.Note(Polling.PollId, sources(number), TestContext.Current.CancellationToken)));
    }

    private static Task<List<string>> Try(Polling polling, int times) => All(times, async () => await polling.Public.LookUpCodeAsync(
        new LookUpCodeRequest { PollId = Polling.PollId, Code = VoterCode.FromBits(RandomNumberGenerator.GetBytes(10)).ForLetter() },
        Library, deadline: Polling.Soon()));

    private static async Task<Receipt> Cast(Polling polling, string code) =>
        await polling.Public.CastBallotAsync(Polling.Ballot(code, "bench"), Library, deadline: Polling.Soon());

    // The reasons of so many refusals, five hundred at a time.
    private static async Task<List<string>> All(int times, Func<Task> call)
    {
        var reasons = new List<string>();
        foreach (var some in Enumerable.Range(0, times).Chunk(500))
        {
            reasons.AddRange(await Task.WhenAll(some.Select(async _ =>
                (await Assert.ThrowsAsync<RpcException>(call)).Reason())));
        }

        return reasons;
    }
}
