using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Sorting;

/// <summary>The card sorts of a round: those that are open to sort, and how people sorted the others.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    public Round Round { get; private set; } = new();

    /// <summary>Those that are open first.</summary>
    public IReadOnlyList<CardSort> Sorts { get; private set; } = [];

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var sorts = CardSorts.Load(proposals, id, cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Sorts = [.. (await sorts).OrderBy(sort => sort.CloseTime is not null)];
    }
}
