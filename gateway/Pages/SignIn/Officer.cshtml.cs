using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Participatory.Access.V1;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Leads members of staff to the council's own sign-in.</summary>
[OpenTo(Role.Anyone)]
[NeverKept]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OfficerModel(GatewaySettings settings, IOptionsMonitor<OpenIdConnectOptions> options, ILogger<OfficerModel> log)
    : ToProviderModel(settings.Officers, ProviderSignIn.Officers, options, log)
{
    private protected override bool IsIn => Person.CallerOf(User).Roles.Count > 0;
}
