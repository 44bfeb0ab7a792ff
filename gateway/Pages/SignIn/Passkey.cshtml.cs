using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>
/// Signs in with a passkey: in place of a code, and after one for whoever works here and has a passkey. Without JavaScript there is only
/// the code.
/// </summary>
[OpenTo(Role.Anyone)]
[NeverKept]
[EnableRateLimiting(Limits.SignIn)]
public sealed class PasskeyModel(PeopleAsGateway people) : PageModel
{
    /// <summary>What the device said, as the script of the page wrote it.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    /// <summary>Where to go afterwards: a path of ours.</summary>
    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    /// <summary>The visitor has just signed in with a code, which is not enough for what they do here.</summary>
    [BindProperty(SupportsGet = true, Name = "second")]
    public bool Second { get; set; }

    /// <summary>For the script; empty where there are no passkeys.</summary>
    public string Options { get; private set; } = "";

    public Task OnGet(CancellationToken cancellation) => Ask(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var request = new UsePasskeyRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Question = AskedPasskey.Recall(HttpContext),
            Answer = Answer ?? "",
            SessionSecret = Sessions.NewSecret(),
        };
        if (!await this.GoesThrough(
            () => people.Client.UsePasskeyAsync(request, cancellationToken: cancellation).ResponseAsync, takes: ModelState.NothingCame))
        {
            await Ask(cancellation);
            return Page();
        }

        AskedPasskey.Forget(HttpContext);
        await Sessions.Begin(HttpContext, request.SessionSecret, cancellation);
        return LocalRedirect(Landing.Of(Return));
    }

    private Task<bool> Ask(CancellationToken cancellation) => this.GoesThrough(async () =>
    {
        var asked = await people.Client.GetPasskeyQuestionAsync(new GetPasskeyQuestionRequest(), cancellationToken: cancellation);
        AskedPasskey.Remember(HttpContext, asked.Question);
        Options = asked.Options;
    });
}
