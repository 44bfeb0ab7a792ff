using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.My;

/// <summary>Asks for a new e-mail address, to which a code goes and another one to the old. Whose it is makes no difference.</summary>
[OpenTo(Role.Person)]
public sealed class AddressModel(PeopleService.PeopleServiceClient people) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    /// <summary>It has just been changed.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPost(CancellationToken cancellation) => this.Send(
        people.ChangeAddressAsync(
            new ChangeAddressRequest { RequestId = RequestId.ToString(), Email = Email?.Trim() ?? "" }, cancellationToken: cancellation),
        "/my/address/codes");
}
