using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.About;

/// <summary>Which cookies there are and what else a browser keeps for us: those that the code sets, and no others.</summary>
[OpenTo(Role.Anyone)]
public sealed class CookiesModel(GatewaySettings settings) : PageModel
{
    public IReadOnlyList<SetCookie> Shown { get; } =
        [.. SetCookie.All, .. settings.Officers.HasProvider || settings.Residents.HasProvider ? SetCookie.OfProviders : []];

    public void OnGet()
    {
    }
}
