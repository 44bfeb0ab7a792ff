using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Groups;

/// <summary>
/// Whoever holds the link of an invitation reads what it is to, and says yes, once they are signed in, or no. The address is the key, so it
/// is told to nobody and kept by nobody on the way.
/// </summary>
[OpenTo(Role.Anyone), NeverKept]
public sealed class JoinModel(PeopleService.PeopleServiceClient people) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? ShownAs { get; set; }

    [BindProperty]
    public bool ShowName { get; set; }

    /// <summary>They have just said no.</summary>
    public bool Refused { get; private set; }

    public GroupInvitationView Invitation { get; private set; } = new();

    /// <summary>This page, to come back to after signing in.</summary>
    public string Here { get; private set; } = "";

    public bool SignedIn => Person.CallerOf(User).IsSignedIn;

    public Task OnGet(string secret, CancellationToken cancellation) => Load(secret, cancellation);

    public async Task<IActionResult> OnPostAccept(string secret, CancellationToken cancellation)
    {
        if (!SignedIn)
        {
            return Challenge();
        }

        return await this.Send(
            people.AcceptGroupInvitationAsync(
                new AcceptGroupInvitationRequest
                {
                    RequestId = RequestId.ToString(), Secret = secret, ShownAs = ShownAs?.Trim() ?? "", ShowName = ShowName,
                },
                cancellationToken: cancellation),
            group => Links.Group(group.GroupId) + "?joined=true", () => Load(secret, cancellation));
    }

    public async Task<IActionResult> OnPostRefuse(string secret, CancellationToken cancellation)
    {
        Refused = await this.GoesThrough(() => people.RefuseGroupInvitationAsync(
            new RefuseGroupInvitationRequest { RequestId = RequestId.ToString(), Secret = secret },
            cancellationToken: cancellation).ResponseAsync);
        if (!Refused)
        {
            await Load(secret, cancellation);
        }

        return Page();
    }

    private async Task Load(string secret, CancellationToken cancellation)
    {
        Here = Links.JoinGroup(secret);
        Invitation = await people.GetGroupInvitationAsync(
            new GetGroupInvitationRequest { Secret = secret }, cancellationToken: cancellation);
    }
}
