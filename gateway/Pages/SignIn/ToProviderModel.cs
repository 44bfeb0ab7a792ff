using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>
/// Leads to a provider's sign-in, by a button of ours: a link on somebody else's page, followed by somebody whom the provider still knows,
/// signs nobody in. Not there where there is no provider.
/// </summary>
public abstract class ToProviderModel : PageModel
{
    private readonly ProviderSettings provider;
    private readonly string scheme;
    private readonly IOptionsMonitor<OpenIdConnectOptions> options;
    private readonly ILogger log;

    /// <param name="scheme">As the framework calls this provider.</param>
    private protected ToProviderModel(
        ProviderSettings provider, string scheme, IOptionsMonitor<OpenIdConnectOptions> options, ILogger log) =>
        (this.provider, this.scheme, this.options, this.log) = (provider, scheme, options, log);

    /// <summary>Where to go afterwards: a path of ours.</summary>
    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    /// <summary>The visitor is signed in, and shows once more who they are.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Again { get; set; }

    /// <summary>Where the provider's sign-in is, with all that it has to be asked.</summary>
    public string Onward { get; private set; } = "";

    /// <summary>They are signed in by this way already.</summary>
    private protected abstract bool IsIn { get; }

    /// <summary>Only whoever is in already goes on at once: they are asked by the provider, which is told to ask.</summary>
    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (!provider.HasProvider)
        {
            return NotFound();
        }

        if (!Again || !IsIn)
        {
            return LocalRedirect($"/sign-in?return={Uri.EscapeDataString(Landing.Of(Return))}");
        }

        return await Answers(cancellation) ? Challenge(ProviderSignIn.Ask(again: true, Return), scheme) : Away();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!provider.HasProvider)
        {
            return NotFound();
        }

        if (!await Answers(cancellation))
        {
            return Away();
        }

        await HttpContext.ChallengeAsync(scheme, ProviderSignIn.Ask(Again, Return));
        // The provider is another site, and may lead on to a third; where a form ends a browser lets only ourselves be (form-action of
        // our policy). So to it goes a page.
        Onward = Response.Headers.Location.ToString();
        Response.Headers.Location = default;
        Response.StatusCode = StatusCodes.Status200OK;
        Response.Headers["Refresh"] = $"0; url={Onward}";
        return Page();
    }

    private Task<bool> Answers(CancellationToken cancellation) => ProviderSignIn.Answers(options.Get(scheme), log, cancellation);

    private StatusCodeResult Away() => StatusCode(StatusCodes.Status503ServiceUnavailable);
}
