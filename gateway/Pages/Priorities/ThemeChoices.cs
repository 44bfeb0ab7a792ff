using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Priorities;

/// <summary>The choices of a round, and what the council answered.</summary>
internal static class ThemeChoices
{
    /// <summary>Those of an area, or of all of them.</summary>
    public static Task<IReadOnlyList<ThemeChoice>> Load(
        ProposalsService.ProposalsServiceClient proposals, string roundId, string areaCode, CancellationToken cancellation) =>
        WholeList.Load(
            token => proposals.ListChoicesAsync(
                new ListChoicesRequest { RoundId = roundId, AreaCode = areaCode, PageSize = 50, PageToken = token },
                cancellationToken: cancellation),
            page => (page.Choices, page.NextPageToken));

    /// <summary>By priority, the promise to answer it.</summary>
    public static async Task<IReadOnlyDictionary<string, Commitment>> LoadAnswers(
        AccountabilityService.AccountabilityServiceClient accountability, string roundId, string areaCode, CancellationToken cancellation)
    {
        var promises = await WholeList.Load(
            token => accountability.ListCommitmentsAsync(
                new ListCommitmentsRequest
                {
                    RoundId = roundId, AreaCode = areaCode, Kinds = { CommitmentKind.Priority }, PageSize = 100, PageToken = token,
                },
                cancellationToken: cancellation),
            page => (page.Commitments, page.NextPageToken));
        return promises.ToDictionary(promise => promise.PriorityId, StringComparer.Ordinal);
    }
}
