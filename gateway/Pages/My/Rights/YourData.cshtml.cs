using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.My.Rights;

/// <summary>Everything that is held about the visitor, in one file.</summary>
[OpenTo(Role.Person)]
public sealed class YourDataModel : PageModel
{
    public void OnGet()
    {
    }
}
