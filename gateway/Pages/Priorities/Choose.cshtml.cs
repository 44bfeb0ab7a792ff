using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Priorities;

/// <summary>Somebody chooses what matters most to them in an area, once.</summary>
[OpenTo(Role.Person)]
public sealed class ChooseModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty]
    public List<string> ThemeIds { get; set; } = [];

    public Round Round { get; private set; } = new();

    /// <summary>Null where nobody is asked to choose there.</summary>
    public ThemeChoice? Choice { get; private set; }

    public IReadOnlyList<Choice> Themes => [.. (Choice?.Themes ?? []).Select(theme => new Choice(theme.ThemeId, theme.Statement))];

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public Task<IActionResult> OnPost(string id, CancellationToken cancellation) => this.Send(
        proposals.ChooseThemesAsync(
            new ChooseThemesRequest
            {
                RequestId = RequestId.ToString(), RoundId = id, AreaCode = Area ?? "", ThemeIds = { ThemeIds.Distinct() },
            },
            cancellationToken: cancellation),
        answer => Links.Priorities(id, Area) + (answer.KnownBefore ? "&done=before" : "&done=sent"), () => Load(id, cancellation));

    private async Task Load(string id, CancellationToken cancellation)
    {
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        if (string.IsNullOrEmpty(Area) && Round.Areas.Count == 1)
        {
            Area = Round.Areas[0].AreaCode;
        }

        var choices = string.IsNullOrEmpty(Area) ? [] : await ThemeChoices.Load(proposals, id, Area, cancellation);
        Choice = choices.Count > 0 ? choices[0] : null;
    }
}
