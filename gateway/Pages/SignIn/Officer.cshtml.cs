using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Participatory.Access.V1;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>
/// Leads to the council's own sign-in, by a button of ours: a link on somebody else's page, followed by a member of staff whom the provider
/// still knows, signs nobody in. Not there where there is no provider.
/// </summary>
[OpenTo(Role.Anyone)]
[NeverKept]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OfficerModel(GatewaySettings settings, IOptionsMonitor<OpenIdConnectOptions> options) : PageModel
{
    /// <summary>Where to go afterwards: a path of ours.</summary>
    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    /// <summary>The visitor is signed in, and shows once more who they are.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Again { get; set; }

    /// <summary>Where the council's own sign-in is, with all that it has to be asked.</summary>
    public string Onward { get; private set; } = "";

    /// <summary>Only whoever is of the staff already goes on at once: they are asked by the provider, which is told to ask.</summary>
    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (!settings.Officers.HasProvider)
        {
            return NotFound();
        }

        if (!Again || Person.CallerOf(User).Roles.Count == 0)
        {
            return LocalRedirect($"/sign-in?return={Uri.EscapeDataString(Landing.Of(Return))}");
        }

        return await Answers(cancellation) ? Challenge(OfficerSignIn.Ask(again: true, Return), OfficerSignIn.Scheme) : Away();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!settings.Officers.HasProvider)
        {
            return NotFound();
        }

        if (!await Answers(cancellation))
        {
            return Away();
        }

        await HttpContext.ChallengeAsync(OfficerSignIn.Scheme, OfficerSignIn.Ask(again: false, Return));
        // The provider is another site, and may lead on to a third; where a form ends a browser lets only ourselves be (form-action of
        // our policy). So to it goes a page.
        Onward = Response.Headers.Location.ToString();
        Response.Headers.Location = default;
        Response.StatusCode = StatusCodes.Status200OK;
        Response.Headers["Refresh"] = $"0; url={Onward}";
        return Page();
    }

    private Task<bool> Answers(CancellationToken cancellation) =>
        OfficerSignIn.Answers(options.Get(OfficerSignIn.Scheme), cancellation);

    private StatusCodeResult Away() => StatusCode(StatusCodes.Status503ServiceUnavailable);
}
