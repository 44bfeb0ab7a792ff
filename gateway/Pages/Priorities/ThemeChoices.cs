using Participatory.Accountability.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Priorities;

/// <summary>The choices of a round, and what the council answered.</summary>
internal static class ThemeChoices
{
    private const int MostPages = 20;

    /// <summary>Those of an area, or of all of them.</summary>
    public static async Task<IReadOnlyList<ThemeChoice>> Load(
        ProposalsService.ProposalsServiceClient proposals, string roundId, string areaCode, CancellationToken cancellation)
    {
        List<ThemeChoice> all = [];
        var request = new ListChoicesRequest { RoundId = roundId, AreaCode = areaCode, PageSize = 50 };
        for (var page = 0; page < MostPages; page++)
        {
            var found = await proposals.ListChoicesAsync(request, cancellationToken: cancellation);
            all.AddRange(found.Choices);
            if (found.NextPageToken.Length == 0)
            {
                break;
            }

            request.PageToken = found.NextPageToken;
        }

        return all;
    }

    /// <summary>By priority, the promise to answer it.</summary>
    public static async Task<IReadOnlyDictionary<string, Commitment>> LoadAnswers(
        AccountabilityService.AccountabilityServiceClient accountability, string roundId, string areaCode, CancellationToken cancellation)
    {
        var all = new Dictionary<string, Commitment>(StringComparer.Ordinal);
        var request = new ListCommitmentsRequest
        {
            RoundId = roundId, AreaCode = areaCode, Kinds = { CommitmentKind.Priority }, PageSize = 100,
        };
        for (var page = 0; page < MostPages; page++)
        {
            var found = await accountability.ListCommitmentsAsync(request, cancellationToken: cancellation);
            foreach (var promise in found.Commitments)
            {
                all[promise.PriorityId] = promise;
            }

            if (found.NextPageToken.Length == 0)
            {
                break;
            }

            request.PageToken = found.NextPageToken;
        }

        return all;
    }
}
