using Grpc.Core;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>The poll of a round, which has the same id.</summary>
public static class PollOf
{
    /// <summary>What lists wait for it at most: they can be read without.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <returns>Null where there is none: the ballot paper is not out, or has not reached the poll yet.</returns>
    public static async Task<Poll?> Round(VotingService.VotingServiceClient voting, string roundId, CancellationToken cancellation)
    {
        try
        {
            return await voting.GetPollAsync(new GetPollRequest { PollId = roundId }, cancellationToken: cancellation);
        }
        catch (RpcException missing) when (missing.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Rounds with their polls, for pages that say in which state each is and must not fall with Voting.</summary>
    public static async Task<IReadOnlyList<SeenRound>> All(
        VotingService.VotingServiceClient voting, IEnumerable<Round> rounds, CancellationToken cancellation) =>
        await Task.WhenAll(rounds.Select(round => Seen(voting, round, cancellation)));

    /// <inheritdoc cref="All"/>
    public static async Task<SeenRound> Seen(VotingService.VotingServiceClient voting, Round round, CancellationToken cancellation) =>
        new(round, round.Phase == Phase.Balloting ? await Any(voting, round.RoundId, cancellation) : null);

    /// <summary>The poll, for a page that says less without it.</summary>
    /// <returns>Null where there is none, or Voting does not answer.</returns>
    public static async Task<Poll?> Any(VotingService.VotingServiceClient voting, string roundId, CancellationToken cancellation)
    {
        try
        {
            return await voting.GetPollAsync(
                new GetPollRequest { PollId = roundId }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        }
        catch (RpcException away) when (!cancellation.IsCancellationRequested
            && away.StatusCode is StatusCode.NotFound or StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return null;
        }
    }
}
