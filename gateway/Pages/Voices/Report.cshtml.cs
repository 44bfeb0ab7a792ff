using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>Somebody, signed in or not, says that a voice should not stand there.</summary>
[OpenTo(Role.Anyone)]
public sealed class ReportModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The name of a <see cref="HidingReason"/>.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>It has just been sent.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Sent { get; set; }

    public Voice Voice { get; private set; } = new();

    public Task OnGet(string voice, CancellationToken cancellation) => Load(voice, cancellation);

    public Task<IActionResult> OnPost(string id, string voice, CancellationToken cancellation) => this.Send(
        proposals.FlagVoiceAsync(
            new FlagVoiceRequest
            {
                RequestId = RequestId.ToString(), VoiceId = Links.Read(voice), Reason = Choice.Of<HidingReason>(Reason),
                Note = TypedText.Lines(Note).Trim(),
            },
            cancellationToken: cancellation),
        Links.ReportVoice(id, Links.Read(voice)) + "?sent=true", () => Load(voice, cancellation));

    private async Task Load(string voice, CancellationToken cancellation) => Voice = await proposals.GetVoiceAsync(
        new GetVoiceRequest { VoiceId = Links.Read(voice) }, cancellationToken: cancellation);
}
