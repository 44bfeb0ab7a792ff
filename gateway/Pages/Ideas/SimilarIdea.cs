using Participatory.Gateway.Pages.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>An idea that is like what somebody writes.</summary>
/// <param name="RoundTitle">Of its round, which may be an earlier one; empty where it cannot be had at the moment.</param>
/// <param name="TakesSupport">Somebody may say now that they like it.</param>
public sealed record SimilarIdea(Proposal Idea, string RoundTitle, bool TakesSupport)
{
    /// <summary>With the titles of their rounds.</summary>
    /// <param name="now">The round that ideas are written for.</param>
    public static async Task<IReadOnlyList<SimilarIdea>> Of(
        ProposalsService.ProposalsServiceClient proposals, IReadOnlyCollection<Proposal> ideas, Round now, CancellationToken cancellation)
    {
        var titles = await RoundOf.Titles(
            proposals, ideas.Select(idea => idea.RoundId).Where(roundId => roundId != now.RoundId), cancellation);
        titles[now.RoundId] = now.Title;
        return
        [
            .. ideas.Select(idea => new SimilarIdea(
                idea, titles[idea.RoundId],
                idea.RoundId == now.RoundId && !idea.Mine && idea.State is (ProposalState.Open or ProposalState.Feasible))),
        ];
    }
}
