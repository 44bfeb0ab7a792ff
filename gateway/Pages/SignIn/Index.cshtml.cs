using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Asks for an e-mail address and has a code sent there. Whether we know the address makes no difference.</summary>
[OpenTo(Role.Anyone)]
[EnableRateLimiting(Limits.SignIn)]
public sealed class IndexModel(PeopleAsGateway people, GatewaySettings settings) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Where to go afterwards: a path of ours.</summary>
    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    public bool OfficersElsewhere => settings.Officers.HasProvider;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        // Each sending of the form is a wish for a code of its own.
        SendCodeResponse? sent = null;
        if (!await this.GoesThrough(async () => sent = await people.Client.SendCodeAsync(
            new SendCodeRequest
            {
                RequestId = Guid.NewGuid().ToString(), Email = Email ?? "", Language = CultureInfo.CurrentUICulture.Name,
            },
            cancellationToken: cancellation)))
        {
            return Page();
        }

        Attempt.Remember(HttpContext, sent!.AttemptId);
        return RedirectToPage("Code", new { @return = Return });
    }
}
