using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Takes the code from the e-mail. Looking at the page uses nothing up; only sending the form does.</summary>
[OpenTo(Role.Anyone)]
[NeverKept]
[EnableRateLimiting(Limits.SignIn)]
public sealed class CodeModel(PeopleAsGateway people, GatewaySettings settings) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    public bool InOutbox => settings.Demo;

    /// <summary>Where the code went, as it was typed; empty where this browser has asked for none.</summary>
    public string Email { get; private set; } = "";

    /// <summary>A new code has just gone out.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Anew { get; set; }

    public IActionResult OnGet()
    {
        Email = Attempt.Recall(HttpContext)?.Email ?? "";
        return Email.Length == 0 ? RedirectToPage("Index", new { @return = Return }) : Page();
    }

    /// <summary>Sends a new code to the same address.</summary>
    public async Task<IActionResult> OnPostAnew(CancellationToken cancellation)
    {
        if (Attempt.Recall(HttpContext) is not { } before)
        {
            return RedirectToPage("Index", new { @return = Return });
        }

        Email = before.Email;
        return await this.SendCode(people, before.Email, cancellation)
            ? RedirectToPage("Code", new { @return = Return, anew = true }) : Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Attempt.Recall(HttpContext) is not { } attempt)
        {
            return Again(Words.SignIn.CodeGone);
        }

        Email = attempt.Email;

        var request = new UseCodeRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            AttemptId = attempt.Id,
            Code = Code ?? "",
            SessionSecret = Sessions.NewSecret(),
            Language = CultureInfo.CurrentUICulture.Name,
        };
        NewSession session;
        try
        {
            session = await people.Client.UseCodeAsync(request, cancellationToken: cancellation);
        }
        catch (RpcException refusal) when (refusal.CanBePutRight())
        {
            ModelState.Remove(nameof(Code));
            return ModelState.Takes(refusal) ? Again() : Page();
        }

        Attempt.Forget(HttpContext);
        await Sessions.Begin(HttpContext, request.SessionSecret, cancellation);
        var then = Landing.Of(Return);
        // Whoever works here and has a passkey is only half in.
        return LocalRedirect(session.PasskeyNeeded ? $"/sign-in/passkey?second=true&return={Uri.EscapeDataString(then)}" : then);
    }

    private PageResult Again(string sentence)
    {
        ModelState.Remove(nameof(Code));
        ModelState.AddModelError(nameof(Code), sentence);
        return Again();
    }

    // What was typed is not shown again: it is wrong, or right and used.
    private PageResult Again()
    {
        Code = "";
        return Page();
    }
}
