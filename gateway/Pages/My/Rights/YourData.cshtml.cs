using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Security;
using Participatory.Words;

namespace Participatory.Gateway.Pages.My.Rights;

/// <summary>Everything that is held about the visitor, in one file.</summary>
[OpenTo(Role.Person)]
public sealed class YourDataModel(RightsClients rights, Say say) : PageModel
{
    public void OnGet()
    {
    }

    public async Task<IActionResult> OnGetFile(CancellationToken cancellation)
    {
        await EverythingFile.Send(Response, rights, say, cancellation);
        return new EmptyResult();
    }
}
