using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Themes;

/// <summary>The themes of an officer's areas, and where one is published or deleted.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 50;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Theme { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Deleted { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<Theme> Found { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    /// <summary>The round takes something new.</summary>
    public bool IsLive => Round.Phase != Phase.Finished;

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public Task<IActionResult> OnPostPublish(string id, CancellationToken cancellation) => this.Send(
        proposals.PublishThemeAsync(
            new PublishThemeRequest { RequestId = RequestId.ToString(), ThemeId = Theme ?? "" }, cancellationToken: cancellation),
        CouncilLinks.Themes(id) + "?saved=true", () => Load(id, cancellation));

    public Task<IActionResult> OnPostDelete(string id, CancellationToken cancellation) => this.Send(
        proposals.DeleteThemeAsync(
            new DeleteThemeRequest { RequestId = RequestId.ToString(), ThemeId = Theme ?? "" }, cancellationToken: cancellation),
        CouncilLinks.Themes(id) + "?deleted=true", () => Load(id, cancellation));

    private async Task Load(string id, CancellationToken cancellation)
    {
        var themes = proposals.ListThemesForCouncilAsync(
            new ListThemesForCouncilRequest { RoundId = id, PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var found = await themes;
        (Found, NextPage) = (found.Themes, found.NextPageToken);
    }
}
