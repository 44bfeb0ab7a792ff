using Participatory.Gateway.Calls;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Sorting;

/// <summary>The card sorts of a round, and how pages call one.</summary>
public static class CardSorts
{
    private const int OnePage = 100;

    /// <summary>All of them, in the order in which they were opened.</summary>
    public static Task<IReadOnlyList<CardSort>> Load(
        ProposalsService.ProposalsServiceClient proposals, string roundId, CancellationToken cancellation) => WholeList.Load(
        token => proposals.ListCardSortsAsync(
            new ListCardSortsRequest { RoundId = roundId, PageSize = OnePage, PageToken = token }, cancellationToken: cancellation),
        page => (page.Sorts, page.NextPageToken));

    /// <summary>The name of its area, or that it is of all.</summary>
    public static string AreaOf(Round round, CardSort sort) =>
        sort.AreaCode.Length > 0 ? Phases.AreaName(round, sort.AreaCode) : Words.Sorting.AllAreas;
}
