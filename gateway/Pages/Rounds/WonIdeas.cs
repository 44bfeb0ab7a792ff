using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Rounds;

/// <summary>The ideas of a round that people chose.</summary>
/// <param name="First">Those with the most votes, the first of them.</param>
/// <param name="Of">How many were chosen in all.</param>
public sealed record WonIdeas(IReadOnlyList<Proposal> First, int Of)
{
    /// <summary>Of more than these the first are compared.</summary>
    private const int LookedAt = 48;

    public static WonIdeas None { get; } = new([], 0);

    internal static async Task<WonIdeas> Most(
        ProposalsService.ProposalsServiceClient proposals, string roundId, int count, CancellationToken cancellation)
    {
        var won = await proposals.ListProposalsAsync(
            new ListProposalsRequest { RoundId = roundId, States = { ProposalState.Won }, PageSize = LookedAt, WithTotal = true },
            cancellationToken: cancellation);
        return new([.. won.Proposals.OrderByDescending(idea => idea.Outcome?.Votes ?? 0).Take(count)], won.Total);
    }
}
