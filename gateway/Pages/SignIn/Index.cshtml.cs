using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Asks for an e-mail address and has a code sent there. Whether we know the address makes no difference.</summary>
[OpenTo(Role.Anyone)]
[NeverKept]
[EnableRateLimiting(Limits.SignIn)]
public sealed class IndexModel(PeopleAsGateway people, GatewaySettings settings) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Where to go afterwards: a path of ours.</summary>
    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    /// <summary>The visitor is signed in, and shows once more who they are.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Again { get; set; }

    /// <summary>A form led here. Where its sending ends a browser lets only ourselves be (form-action of our policy).</summary>
    [BindProperty(SupportsGet = true, Name = "form")]
    public bool FromForm { get; set; }

    /// <summary>Where the browser goes from this page by itself, or with a link; empty where it stays.</summary>
    public string Onward { get; private set; } = "";

    public bool OfficersElsewhere => settings.Officers.HasProvider;

    public bool HasPasskeys => settings.HasPasskeys;

    /// <summary>At which provider residents can sign in, as they know it; empty where there is none.</summary>
    public string Provider => settings.Residents.HasProvider ? settings.Residents.Name : "";

    public string ToProvider => $"/sign-in/resident?return={Uri.EscapeDataString(Landing.Of(Return))}{(Again ? "&again=true" : "")}";

    public IActionResult OnGet()
    {
        if (Again && Person.CallerOf(User).Roles.Count > 0)
        {
            // Members of staff come by another way: the council's own sign-in, or the buttons of a demonstration.
            var way = OfficersElsewhere ? "/sign-in/officer" : settings.Demo ? "/start" : null;
            if (way is not null)
            {
                Onward = $"{way}?again=true&return={Uri.EscapeDataString(Landing.Of(Return))}";
                if (!FromForm || !OfficersElsewhere)
                {
                    return LocalRedirect(Onward);
                }

                // The council's own sign-in is another site, and may lead on to a third: to it goes a page and no form.
                Response.Headers["Refresh"] = $"0; url={Onward}";
            }
        }

        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        return await this.SendCode(people, Email?.Trim() ?? "", cancellation) ? RedirectToPage("Code", new { @return = Return }) : Page();
    }
}
