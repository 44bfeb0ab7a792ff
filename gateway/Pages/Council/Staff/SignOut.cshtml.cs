using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Council.Staff;

/// <summary>Ends all sessions of the account with an address, and does not say whether there is one.</summary>
[OpenTo(Role.Administrator)]
public sealed class SignOutModel(PeopleService.PeopleServiceClient people, Identities identities) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var request = new EndSessionsOfRequest { RequestId = RequestId.ToString(), Email = Email ?? "" };
        var sent = await this.Send(
            people.EndSessionsOfAsync(request, cancellationToken: cancellation), $"{CouncilLinks.Staff}?done=signed-out");
        identities.ForgetAll();
        return sent;
    }
}
