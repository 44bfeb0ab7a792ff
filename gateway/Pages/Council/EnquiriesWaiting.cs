using Participatory.Access.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council;

/// <summary>Questions about ideas that wait for an answer of the council.</summary>
public static class EnquiriesWaiting
{
    private const int Counted = 100;

    public static async Task<IReadOnlyList<Waiting>> Find(
        ProposalsService.ProposalsServiceClient proposals, Say say, CancellationToken cancellation)
    {
        var found = await proposals.ListEnquiriesForCouncilAsync(
            new ListEnquiriesForCouncilRequest { PageSize = Counted }, cancellationToken: cancellation);
        return found.Enquiries.Count == 0 ? [] :
        [
            new(Role.Officer, say.Count(Words.CouncilEnquiries.ToAnswer, found.Enquiries.Count), Words.CouncilEnquiries.ToAnswerWhy,
                CouncilLinks.Enquiries),
        ];
    }
}
