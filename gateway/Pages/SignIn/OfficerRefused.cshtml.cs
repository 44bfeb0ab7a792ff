using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Says to somebody of the council why the council's own sign-in did not let them in here, and what to do.</summary>
[OpenTo(Role.Anyone)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OfficerRefusedModel : PageModel
{
    public string Heading { get; private set; } = "";

    public string Sentence { get; private set; } = "";

    /// <param name="why">The reason with which People refused; empty where the sign-in itself failed.</param>
    public void OnGet(string? why)
    {
        (Heading, Sentence, Response.StatusCode) = why switch
        {
            "NOT_ON_STAFF" => (Words.SignIn.NotOnListTitle, Words.SignIn.NotOnListWords, StatusCodes.Status403Forbidden),
            "STAFF_EMAIL_UNPROVED" => (Words.SignIn.EmailUnprovedTitle, Words.SignIn.EmailUnprovedWords, StatusCodes.Status403Forbidden),
            _ => (Words.SignIn.NotSignedInTitle, Words.SignIn.NotSignedInWords, StatusCodes.Status400BadRequest),
        };
    }
}
