using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Rounds;

/// <summary>The ideas of a round that people chose.</summary>
internal static class WonIdeas
{
    /// <summary>Of more than these the first are compared.</summary>
    private const int LookedAt = 48;

    /// <summary>Those with the most votes, first.</summary>
    public static async Task<IReadOnlyList<Proposal>> Most(
        ProposalsService.ProposalsServiceClient proposals, string roundId, int count, CancellationToken cancellation)
    {
        var won = await proposals.ListProposalsAsync(
            new ListProposalsRequest { RoundId = roundId, States = { ProposalState.Won }, PageSize = LookedAt },
            cancellationToken: cancellation);
        return [.. won.Proposals.OrderByDescending(idea => idea.Outcome?.Votes ?? 0).Take(count)];
    }
}
