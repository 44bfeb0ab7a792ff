using Grpc.Core;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Rounds;

/// <summary>The round that money is about.</summary>
internal static class RoundOf
{
    /// <summary>Money can be proposed for a round before it is made; it then has its id for a title.</summary>
    public static async Task<Round> Money(ProposalsService.ProposalsServiceClient proposals, string roundId, CancellationToken cancellation)
    {
        try
        {
            return await proposals.GetRoundAsync(new GetRoundRequest { RoundId = roundId }, cancellationToken: cancellation);
        }
        catch (RpcException missing) when (missing.StatusCode == StatusCode.NotFound)
        {
            return new Round { RoundId = roundId, Title = roundId };
        }
    }
}
