using Grpc.Core;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Rounds;

/// <summary>The round of something that another service knows.</summary>
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

    /// <summary>For a page that stands without it.</summary>
    /// <returns>Null where Proposals does not answer.</returns>
    public static async Task<Round?> IfKnown(
        ProposalsService.ProposalsServiceClient proposals, string roundId, CancellationToken cancellation)
    {
        try
        {
            return await proposals.GetRoundAsync(new GetRoundRequest { RoundId = roundId }, cancellationToken: cancellation);
        }
        catch (RpcException) when (!cancellation.IsCancellationRequested)
        {
            // The page leaves out what only the round says.
            return null;
        }
    }

    /// <summary>What rounds are called, by their ids; empty where it cannot be had at the moment.</summary>
    public static async Task<Dictionary<string, string>> Titles(
        ProposalsService.ProposalsServiceClient proposals, IEnumerable<string> roundIds, CancellationToken cancellation)
    {
        var ids = roundIds.Distinct(StringComparer.Ordinal).ToList();
        var rounds = await Task.WhenAll(ids.Select(roundId => IfKnown(proposals, roundId, cancellation)));
        return ids.Zip(rounds).ToDictionary(one => one.First, one => one.Second?.Title ?? "", StringComparer.Ordinal);
    }
}
