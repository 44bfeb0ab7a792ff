using Participatory.Gateway.Pages.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Sorting;

/// <summary>The card sorts of a round, and how pages call one.</summary>
public static class CardSorts
{
    private const int OnePage = 100;

    /// <summary>All of them, in the order in which they were opened.</summary>
    public static async Task<IReadOnlyList<CardSort>> Load(
        ProposalsService.ProposalsServiceClient proposals, string roundId, CancellationToken cancellation)
    {
        List<CardSort> all = [];
        var token = "";
        do
        {
            var page = await proposals.ListCardSortsAsync(
                new ListCardSortsRequest { RoundId = roundId, PageSize = OnePage, PageToken = token }, cancellationToken: cancellation);
            all.AddRange(page.Sorts);
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        return all;
    }

    /// <summary>The name of its area, or that it is of all.</summary>
    public static string AreaOf(Round round, CardSort sort) =>
        sort.AreaCode.Length > 0 ? Phases.AreaName(round, sort.AreaCode) : Words.Sorting.AllAreas;
}
