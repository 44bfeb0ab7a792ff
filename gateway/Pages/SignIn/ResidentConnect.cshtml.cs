using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Whoever has shown by a code which account is theirs goes to the provider once more.</summary>
[OpenTo(Role.Person)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ResidentConnectModel(GatewaySettings settings) : PageModel
{
    /// <summary>Where to go afterwards: a path of ours.</summary>
    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    public string Back => Landing.Of(Return);

    public string Provider => settings.Residents.Name;

    public IActionResult OnGet() => settings.Residents.HasProvider ? Page() : NotFound();
}
