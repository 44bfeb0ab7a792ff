using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Priorities;
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

    /// <summary>What people chose as what matters most, with which it began; on the first page.</summary>
    public IReadOnlyList<(ThemeChoice Choice, ChosenTheme Theme)> Began { get; private set; } = [];

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
        if (string.IsNullOrEmpty(From))
        {
            Began = [.. from choice in await ThemeChoices.Load(proposals, id, Area ?? "", cancellation)
                        from theme in PriorityWords.PrioritiesOf(choice)
                        select (choice, theme)];
        }

        Areas = AreaChoices.Of(Round);
    }
}
