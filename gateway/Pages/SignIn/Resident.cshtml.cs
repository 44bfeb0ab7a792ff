using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Participatory.Access.V1;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Leads residents to the provider where they have an account.</summary>
[OpenTo(Role.Anyone)]
[NeverKept]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ResidentModel(GatewaySettings settings, IOptionsMonitor<OpenIdConnectOptions> options, ILogger<ResidentModel> log)
    : ToProviderModel(settings.Residents, ProviderSignIn.Residents, options, log)
{
    public string Provider { get; } = settings.Residents.Name;

    private protected override bool IsIn => Person.CallerOf(User).IsSignedIn;
}
