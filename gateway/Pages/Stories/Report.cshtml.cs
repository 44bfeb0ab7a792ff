using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Stories;

/// <summary>Somebody, signed in or not, says that a part of a story should not stand there.</summary>
[OpenTo(Role.Anyone)]
public sealed class ReportModel(AccountabilityService.AccountabilityServiceClient accountability, Say say) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Of a telling, a photo, a voice note or a film.</summary>
    [BindProperty]
    public string? PartId { get; set; }

    /// <summary>The name of a <see cref="HidingReason"/>.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>It has just been sent.</summary>
    public bool Sent { get; private set; }

    public Story Story { get; private set; } = new();

    public IReadOnlyList<Choice> Parts => [.. HidingWords.PartsOf(Story, say).Select(part => new Choice(part.Id, part.Name))];

    public async Task OnGet(string id, bool sent, CancellationToken cancellation)
    {
        Sent = sent;
        await Load(id, cancellation);
    }

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(PartId))
        {
            ModelState.AddModelError(nameof(PartId), Words.Hiding.PartMissing);
            await Load(id, cancellation);
            return Page();
        }

        return await this.Send(
            accountability.FlagPartAsync(
                new FlagPartRequest
                {
                    RequestId = RequestId.ToString(), ReportId = Links.Read(id), PartId = PartId,
                    Reason = Choice.Of<HidingReason>(Reason),
                    Note = TypedText.Lines(Note).Trim(),
                },
                cancellationToken: cancellation),
            Links.ReportStory(Links.Read(id)) + "?sent=true", () => Load(id, cancellation));
    }

    private async Task Load(string id, CancellationToken cancellation) => Story = await accountability.GetStoryAsync(
        new GetStoryRequest { ReportId = Links.Read(id) }, cancellationToken: cancellation);
}
