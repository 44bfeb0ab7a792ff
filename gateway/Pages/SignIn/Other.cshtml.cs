using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Somebody sent a form that another person had opened in this browser. Nothing was sent; this says so, and what to do.</summary>
[OpenTo(Role.Anyone)]
[NeverKept]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OtherModel : PageModel
{
    /// <summary>The page of the form: a path of ours.</summary>
    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    public string Back => Landing.Of(Return);

    public IActionResult OnGet() => Person.CallerOf(User).IsSignedIn ? Page() : SignIn();

    /// <summary>Signs out, so that the other person can sign in.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        await Sessions.End(HttpContext, cancellation);
        return SignIn();
    }

    private LocalRedirectResult SignIn() => LocalRedirect($"/sign-in?return={Uri.EscapeDataString(Back)}");
}
