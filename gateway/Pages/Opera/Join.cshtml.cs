using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voices;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Opera;

/// <summary>
/// Somebody types in the code of a room, or follows its link. The address to which that leads is their place: whoever has it comes back.
/// </summary>
[OpenTo(Role.Anyone), NeverKept]
public sealed class JoinModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Drawn when the form is opened, so that the same form, sent again, is the same place.</summary>
    [BindProperty]
    public string? Secret { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? FirstName { get; set; }

    /// <summary>Somebody has just left a room.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Left { get; set; }

    public void OnGet(string? code)
    {
        Secret = VoiceWords.NewSecret();
        Code = code;
    }

    public Task<IActionResult> OnPost(CancellationToken cancellation) => this.Send(
        proposals.JoinOperaAsync(
            new JoinOperaRequest
            {
                RequestId = RequestId.ToString(), Secret = Secret ?? "", Code = TypedText.Code(Code), FirstName = FirstName?.Trim() ?? "",
            },
            cancellationToken: cancellation),
        Links.OperaPlace(Secret ?? ""));
}
