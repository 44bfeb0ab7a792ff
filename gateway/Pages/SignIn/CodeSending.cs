using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Has a code sent, from whichever page it is asked for.</summary>
internal static class CodeSending
{
    /// <returns>False where it was refused: the page says why.</returns>
    public static async Task<bool> SendCode(this PageModel page, PeopleAsGateway people, string email, CancellationToken cancellation)
    {
        // Each sending of the form is a wish for a code of its own.
        SendCodeResponse? sent = null;
        if (!await page.GoesThrough(async () => sent = await people.Client.SendCodeAsync(
            new SendCodeRequest { RequestId = Guid.NewGuid().ToString(), Email = email, Language = CultureInfo.CurrentUICulture.Name },
            cancellationToken: cancellation)))
        {
            return false;
        }

        Attempt.Remember(page.HttpContext, new Attempt(sent!.AttemptId, email));
        return true;
    }
}
