using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.V1;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;

namespace Participatory.Tests.Service.Voting;

/// <summary>
/// Everything that changes a poll holds it first. Here it is asked for at the same moment; ballots against each other are in
/// <see cref="CastingTests"/>.
/// </summary>
public sealed class RaceTests
{
    [Theory, EveryDatabase]
    public async Task People_who_register_at_one_address_at_once_are_counted_one_after_the_other(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        await Race.Reasons(Enumerable.Range(0, 4).Select(_ => (Func<Task>)(() => polling.Grace.OpenRegistrationAsync(new()
        {
            RequestId = Polling.NewId(),
            PollId = Polling.PollId,
            Terms = new RegistrationTerms { MostVoters = 1_000, MostAtAddress = 2, MostFromSource = 1_000 },
        }).ResponseAsync)));
        await polling.Open();
        for (var round = 0; round < Race.Rounds; round++)
        {
            var states = new RegistrationState[4];
            await Race.All(4, async at => states[at] = (await As($"person-{round}-{at}").RegisterAsync(new RegisterRequest
            {
                RequestId = Polling.NewId(), PollId = Polling.PollId, AreaCode = Polling.Elm, Address = $"{round} Elm Street",
                IsOldEnough = true,
            }, deadline: Polling.Soon())).State);
            Assert.Equal(2, states.Count(state => state == RegistrationState.OnRoll));
            Assert.Equal(2, states.Count(state => state == RegistrationState.Waiting));
        }

        Assert.Equal(2 * Race.Rounds, (await polling.Get()).Contests[0].Voters);

        Client As(string person) => new(polling.Service.As(People.Resident(person)));
    }

    [Theory, EveryDatabase]
    public async Task Rolls_that_are_brought_in_at_once_are_all_on_the_roll(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        for (var round = 0; round < Race.Rounds; round++)
        {
            await Race.All(4, at => polling.ImportRoll(Polling.Csv([$"V{round}-{at},{Polling.Elm}", $"W{round}-{at},{Polling.Oak}"])));
        }

        Assert.Equal([4 * Race.Rounds, 4 * Race.Rounds], (await polling.Get()).Contests.Select(contest => contest.Voters));
    }

    [Theory, EveryDatabase]
    public async Task A_poll_whose_paper_comes_twice_at_once_is_made_once(string engine)
    {
        await using var polling = await Polling.Start(engine);
        for (var round = 0; round < Race.Rounds; round++)
        {
            var paper = polling.Paper() with { RoundId = $"poll-{round}" };
            await Race.All(4, _ => polling.Service.Deliver(paper));
        }

        await using var session = await polling.Service.Database.Read(CancellationToken.None);
        Assert.Equal(2 * Race.Rounds, await session.One<long>(new Sql("SELECT COUNT(*) FROM contest")));
    }
}
