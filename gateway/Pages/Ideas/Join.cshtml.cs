using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>
/// Somebody was invited to write an idea with others, and says yes, for which they sign in, or no. The address is the key, so it is told to
/// nobody and kept by nobody on the way.
/// </summary>
[OpenTo(Role.Anyone), NeverKept]
public sealed class JoinModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? ShownAs { get; set; }

    public AuthorInvitation Invitation { get; private set; } = new();

    public string Secret { get; private set; } = "";

    public bool SignedIn => Person.CallerOf(User).IsSignedIn;

    /// <summary>What the idea is called; where its words are not shown, that it is so.</summary>
    public string IdeaTitle => Invitation.Title.Length > 0 ? Invitation.Title : Words.Hiding.TitleHidden;

    /// <summary>The visitor has just said no: the link opens nothing any more.</summary>
    public bool Refused { get; private set; }

    public async Task OnGet(string secret, bool refused, CancellationToken cancellation)
    {
        Refused = refused;
        if (!refused)
        {
            await Load(secret, cancellation);
        }
    }

    public async Task<IActionResult> OnPostAccept(string secret, CancellationToken cancellation)
    {
        if (!SignedIn)
        {
            return Challenge();
        }

        return await this.Send(
            proposals.AcceptInvitationAsync(
                new AcceptInvitationRequest { RequestId = RequestId.ToString(), Secret = secret, ShownAs = ShownAs?.Trim() ?? "" },
                cancellationToken: cancellation),
            joined => Links.Idea(joined.RoundId, joined.ProposalId), () => Load(secret, cancellation));
    }

    public Task<IActionResult> OnPostRefuse(string secret, CancellationToken cancellation) => this.Send(
        proposals.RefuseInvitationAsync(
            new RefuseInvitationRequest { RequestId = RequestId.ToString(), Secret = secret }, cancellationToken: cancellation),
        Links.Join(secret) + "?refused=true", () => Load(secret, cancellation));

    private async Task Load(string secret, CancellationToken cancellation)
    {
        Secret = secret;
        Invitation = await proposals.GetInvitationAsync(new GetInvitationRequest { Secret = secret }, cancellationToken: cancellation);
    }
}
