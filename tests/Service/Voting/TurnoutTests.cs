using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;

namespace Participatory.Tests.Service.Voting;

/// <summary>How many have voted, as everybody may read it.</summary>
public sealed class TurnoutTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(49, 0)]
    [InlineData(50, 0)]
    [InlineData(51, 50)]
    [InlineData(59, 50)]
    [InlineData(60, 60)]
    [InlineData(61, 60)]
    [InlineData(12_345, 12_340)]
    public void While_people_vote_it_is_said_in_tens_and_only_above_fifty(long ballots, long said) =>
        Assert.Equal(said, Turnout.WhileOpen(ballots));

    [Theory, EveryDatabase]
    public async Task Nobody_reads_an_exact_turnout_before_voting_is_over(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 67);
        await using var _ = polling;
        await Task.WhenAll(codes.Select(code => polling.Cast(code, "bench")));

        foreach (var caller in (Caller[])[People.Nobody, People.Amina, People.Grace, People.Femi])
        {
            var client = new Client(polling.Service.As(caller));
            var poll = await client.GetPollAsync(new GetPollRequest { PollId = Polling.PollId });
            Assert.Equal([60, 0], poll.Contests.Select(contest => contest.Ballots));
            Assert.Equal(poll, Assert.Single((await client.ListPollsAsync(new ListPollsRequest())).Polls));
        }

        Assert.Equal([67, 0], (await polling.Close()).Contests.Select(contest => contest.Ballots));
    }
}
