using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Themes;

/// <summary>An officer changes a theme that is not published.</summary>
[OpenTo(Role.Officer)]
public sealed class ChangeModel(ProposalsService.ProposalsServiceClient proposals) : ThemeForm(proposals)
{
    private const int OnePage = 200;

    private readonly ProposalsService.ProposalsServiceClient proposals = proposals;
    private string themeId = "";

    /// <inheritdoc />
    public override string Here => CouncilLinks.ChangeTheme(Round.RoundId, themeId);

    public async Task OnGet(string id, string theme, CancellationToken cancellation)
    {
        var named = await Load(id, theme, cancellation);
        (Statement, FewReason, VoiceIds) = (named.Statement, named.FewReason, [.. named.VoiceIds]);
    }

    public async Task<IActionResult> OnPost(string id, string theme, CancellationToken cancellation)
    {
        await Load(id, theme, cancellation);
        return await this.Send(
            proposals.ChangeThemeAsync(
                new ChangeThemeRequest
                {
                    RequestId = RequestId.ToString(), ThemeId = Links.Read(theme), Statement = TypedText.Lines(Statement).Trim(),
                    FewReason = TypedText.Lines(FewReason), VoiceIds = { VoiceIds }, NotAnIStatementOnPurpose = OnPurpose,
                },
                cancellationToken: cancellation),
            _ => CouncilLinks.Themes(id) + "?saved=true", takes: Look);
    }

    /// <summary>Other voices are looked at, and nothing is saved.</summary>
    public async Task<IActionResult> OnPostLook(string id, string theme, CancellationToken cancellation)
    {
        GoOn();
        await Load(id, theme, cancellation);
        return Page();
    }

    private async Task<Theme> Load(string id, string theme, CancellationToken cancellation)
    {
        var named = await proposals.GetThemeAsync(new GetThemeRequest { ThemeId = Links.Read(theme) }, cancellationToken: cancellation);
        themeId = named.ThemeId;
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var quoted = await proposals.ListThemeVoicesAsync(
            new ListThemeVoicesRequest { ThemeId = named.ThemeId, PageSize = OnePage }, cancellationToken: cancellation);
        Offer(quoted.Voices.Concat(await VoicesOf(named.AreaCode, cancellation)));
        return named;
    }
}
