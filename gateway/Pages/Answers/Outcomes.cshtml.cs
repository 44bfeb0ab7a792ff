using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Answers;

/// <summary>You said, we did: every idea of a round, what became of it, why, and who to talk to.</summary>
[OpenTo(Role.Anyone)]
public sealed class OutcomesModel(
    AccountabilityService.AccountabilityServiceClient accountability, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 50;

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Round Round { get; private set; } = new();

    public ListOutcomesResponse Found { get; private set; } = new();

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var found = accountability.ListOutcomesAsync(
            new ListOutcomesRequest { RoundId = id, AreaCode = Area ?? "", PageSize = OnePage, PageToken = From ?? "" },
                cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Found = await found;
        Areas = AreaChoices.Of(Round);
    }
}
