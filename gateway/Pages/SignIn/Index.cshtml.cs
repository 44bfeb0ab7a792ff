using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Participatory.Access.V1;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Words;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Asks for an e-mail address and sends it a code. Whether we know the address makes no difference.</summary>
[OpenTo(Role.Anyone)]
[EnableRateLimiting(Limits.SignIn)]
public sealed class IndexModel(SignInCodes codes, Mail mail, GatewaySettings settings, Say say) : PageModel
{
    /// <summary>RFC 5321 allows no longer path.</summary>
    private const int LongestAddress = 254;

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
        if (!LooksRight(Email))
        {
            ModelState.AddModelError(nameof(Email), Words.SignIn.EmailWrong);
            return Page();
        }

        var made = await codes.Make(Email!, cancellation);
        if (made is not { } sent)
        {
            ModelState.AddModelError(nameof(Email), Words.SignIn.TooManyCodes);
            return Page();
        }

        var outcome = await mail.Send(
            Email!.Trim(),
            say.Fill(Words.SignIn.MailSubject, sent.Code),
            say.Fill(Words.SignIn.MailBody, sent.Code, settings.Council.Name),
            cancellation);
        if (outcome != MailOutcome.Delivered)
        {
            await codes.TakeBack(sent.AttemptId, cancellation);
            ModelState.AddModelError(nameof(Email), outcome switch
            {
                MailOutcome.Refused => Words.SignIn.EmailRefused,
                MailOutcome.BeyondServer => Words.SignIn.EmailBeyondServer,
                _ => Words.SignIn.EmailLater,
            });
            return Page();
        }

        Attempt.Remember(HttpContext, sent.AttemptId);
        return RedirectToPage("Code", new { @return = Return });
    }

    private static bool LooksRight(string? email) => email is { Length: > 0 and <= LongestAddress }
        && MailAddress.TryCreate(email.Trim(), out var address)
        && address.Address == email.Trim()
        && new EmailAddressAttribute().IsValid(address.Address);
}
