using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>The link in our e-mail: it leads to one story or one offer, without an account and without a password.</summary>
[OpenTo(Role.Anyone)]
public sealed class LinkModel(MailLinks links) : PageModel
{
    public async Task<IActionResult> OnGet(string token)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (links.Read(token) is not var (subject, path))
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }

        // Whoever is signed in as that person already reaches more than the link does.
        var session = await HttpContext.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (session.Principal is null || Person.CallerOf(session.Principal).Subject != subject || session.Principal.HasClaim(claim => claim.Type == MailLinks.OnlyClaim))
        {
            await HttpContext.SignInAsync(
                CookieAuthenticationDefaults.AuthenticationScheme, MailLinks.Session(subject, path, Words.Telling.LinkLabel));
        }

        return LocalRedirect(path);
    }
}
