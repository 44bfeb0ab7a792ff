using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Says to a resident why the provider did not let them in here, and what to do.</summary>
[OpenTo(Role.Anyone)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ResidentRefusedModel(GatewaySettings settings) : PageModel
{
    public string Heading { get; private set; } = "";

    public string Sentence { get; private set; } = "";

    /// <summary>They have an account here, and show once that it is theirs.</summary>
    public bool CodeFirst { get; private set; }

    /// <summary>Where to go afterwards: a path of ours.</summary>
    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    public string Again => "/sign-in/resident" + Back(Return);

    public string ByCode => "/sign-in" + Back(CodeFirst ? "/sign-in/resident/connect" + Back(Return) : Return);

    /// <param name="why">The reason with which People refused; empty where the sign-in itself failed.</param>
    public IActionResult OnGet(string? why)
    {
        if (!settings.Residents.HasProvider)
        {
            return NotFound();
        }

        var provider = settings.Residents.Name;
        CodeFirst = why == "PROVIDER_CODE_FIRST";
        (Heading, Sentence, Response.StatusCode) = why switch
        {
            "PROVIDER_CODE_FIRST" => (Words.SignIn.ProviderCodeFirstTitle, Words.SignIn.ProviderCodeFirstWords,
                StatusCodes.Status403Forbidden),
            "RESIDENT_EMAIL_UNPROVED" => (Words.SignIn.ProviderEmailTitle, Words.SignIn.ProviderEmailWords, StatusCodes.Status403Forbidden),
            _ => (Words.SignIn.NotSignedInTitle, Words.SignIn.ProviderNotSignedInWords, StatusCodes.Status400BadRequest),
        };
        Sentence = string.Format(CultureInfo.CurrentCulture, Sentence, provider);
        return Page();
    }

    private static string Back(string? to) => Landing.Of(to) is "/" ? "" : "?return=" + Uri.EscapeDataString(Landing.Of(to));
}
