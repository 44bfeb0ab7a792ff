using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.My;

/// <summary>Takes the codes from the new address and from the old one.</summary>
[OpenTo(Role.Person)]
[NeverKept]
public sealed class AddressCodesModel(PeopleService.PeopleServiceClient people, Identities identities) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? NewCode { get; set; }

    [BindProperty]
    public string? OldCode { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var request = new ConfirmAddressRequest { RequestId = RequestId.ToString(), NewCode = NewCode ?? "", OldCode = OldCode ?? "" };
        var sent = await this.Send(people.ConfirmAddressAsync(request, cancellationToken: cancellation), "/my/address?done=true");
        identities.ForgetPerson(Person.CallerOf(User).Subject);
        return sent;
    }
}
