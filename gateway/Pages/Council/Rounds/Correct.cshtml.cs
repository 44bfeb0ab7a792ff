using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>Where an officer corrects the description of a round, or the name of one of its areas.</summary>
[OpenTo(Role.Officer)]
public sealed class CorrectModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    /// <summary>The area whose name is to change; empty for none.</summary>
    [BindProperty]
    public string? AreaCode { get; set; }

    /// <summary>Its new name.</summary>
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Round Round { get; private set; } = new();

    /// <summary>Until the ballot paper is published with them.</summary>
    public bool CanRename => Round.Phase < Phase.Balloting;

    public IReadOnlyList<Choice> Areas =>
        [new("", Words.CouncilRounds.NoArea), .. Round.Areas.Select(area => new Choice(area.AreaCode, area.Name))];

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        Description = Round.Description;
    }

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (AreaCode is not { Length: > 0 } && Name?.Trim() is { Length: > 0 })
        {
            ModelState.AddModelError(nameof(AreaCode), Words.CouncilRounds.WhichArea);
            await Load(id, cancellation);
            return Page();
        }

        var request = new CorrectRoundRequest
        {
            RequestId = RequestId.ToString(), RoundId = id, Description = TypedText.Lines(Description), Reason = TypedText.Lines(Reason),
        };
        if (AreaCode is { Length: > 0 })
        {
            request.Areas.Add(new AreaName { AreaCode = AreaCode, Name = Name?.Trim() ?? "" });
        }

        return await this.Send(
            proposals.CorrectRoundAsync(request, cancellationToken: cancellation), CouncilLinks.Round(id), () => Load(id, cancellation));
    }

    private async Task Load(string id, CancellationToken cancellation) =>
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
}
