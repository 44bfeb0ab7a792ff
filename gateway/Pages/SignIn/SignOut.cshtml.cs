using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Ends the session; only a form of ours can.</summary>
[OpenTo(Role.Anyone)]
public sealed class SignOutModel : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        await Sessions.End(HttpContext, cancellation);
        return LocalRedirect("/");
    }
}
