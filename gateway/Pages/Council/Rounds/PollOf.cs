using Grpc.Core;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>The poll of a round, which has the same id.</summary>
public static class PollOf
{
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
}
