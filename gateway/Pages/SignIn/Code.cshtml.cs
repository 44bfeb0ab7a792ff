using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Participatory.Access.V1;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Takes the code from the e-mail. Looking at the page uses nothing up; only sending the form does.</summary>
[OpenTo(Role.Anyone)]
[EnableRateLimiting(Limits.SignIn)]
public sealed class CodeModel(SignInCodes codes, FindOrAddPerson people, GatewaySettings settings) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    public bool InOutbox => settings.Demo && settings.Mail is null;

    public IActionResult OnGet() => Attempt.Recall(HttpContext) is null ? RedirectToPage("Index", new { @return = Return }) : Page();

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var digits = SignInCodes.Digits(Code ?? "");
        if (digits.Length != 6)
        {
            return Again(Words.SignIn.CodeShape);
        }

        if (Attempt.Recall(HttpContext) is not { } attempt)
        {
            return Again(Words.SignIn.CodeGone);
        }

        var (outcome, email) = await codes.Try(attempt, digits, cancellation);
        return outcome switch
        {
            CodeOutcome.Right => await SignIn(email!, cancellation),
            CodeOutcome.Wrong => Again(Words.SignIn.CodeWrong),
            _ => Again(Words.SignIn.CodeGone),
        };
    }

    private async Task<IActionResult> SignIn(string email, CancellationToken cancellation)
    {
        // Where officers have a provider of their own, a code makes nobody an officer.
        var officer = settings.Officers.HasProvider ? null : settings.Officers.Find(email);
        // The people of the demonstration are the same by whichever way they come in.
        var known = settings.Demo ? DemoPeople.All.FirstOrDefault(demo => demo.Email == email) : null;
        var person = await people.Run(email, officer ?? known?.Officer, known?.Subject, cancellation);
        Attempt.Forget(HttpContext);
        await Sessions.Begin(HttpContext, person);
        return LocalRedirect(Url.IsLocalUrl(Return) ? Return! : "/");
    }

    private PageResult Again(string sentence)
    {
        ModelState.Remove(nameof(Code));
        ModelState.AddModelError(nameof(Code), sentence);
        Code = "";
        return Page();
    }
}
