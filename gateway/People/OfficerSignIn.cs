using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.People;

/// <summary>
/// Officers sign in where the council's staff do: OpenID Connect's code flow with PKCE, by the framework's handler, which
/// checks state, nonce, issuer, audience, lifetime and signature. People verifies the ID token itself and says whose it is.
/// </summary>
internal static class OfficerSignIn
{
    public const string Scheme = "officers";

    private const string Refused = "/sign-in/officer/refused";

    /// <summary>How far the provider's clock may be from ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void AddOfficerSignIn(this IServiceCollection services, GatewaySettings settings)
    {
        if (settings.Officers is { HasProvider: true } officers)
        {
            services.AddAuthentication().AddOpenIdConnect(Scheme, options =>
            {
                Configure(options, officers);
                if (settings.Address?.Scheme == Uri.UriSchemeHttps)
                {
                    options.CorrelationCookie.Name = Loopback.Secure + options.CorrelationCookie.Name;
                    options.NonceCookie.Name = Loopback.Secure + options.NonceCookie.Name;
                }
            });
        }
    }

    private static void Configure(OpenIdConnectOptions options, OfficerSettings officers)
    {
        var authority = new Uri(officers.Authority!);
        if (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback)
        {
            throw new InvalidOperationException("Officers:Authority has to begin with https://.");
        }

        options.Authority = officers.Authority;
        options.RequireHttpsMetadata = authority.Scheme == Uri.UriSchemeHttps;
        options.ClientId = officers.ClientId ?? throw new InvalidOperationException("Please set Officers:ClientId.");
        options.ClientSecret = officers.ClientSecret ?? throw new InvalidOperationException("Please set Officers:ClientSecret.");
        options.BackchannelTimeout = Patience;
        // What we ask goes to the provider and nowhere else.
        options.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false };
        options.CallbackPath = "/sign-in/officer/done";
        // Nobody is signed out from elsewhere.
        options.RemoteSignOutPath = PathString.Empty;
        options.SignInScheme = Sessions.Scheme;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // The answer comes as a link, so that cookies which no other site's form can use are enough.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("email");
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.TokenValidationParameters.ClockSkew = ClockSkew;
        // For Recognise alone; they are kept nowhere.
        options.SaveTokens = true;
        // Not before: when OnTokenValidated comes, nobody has looked at the nonce yet.
        options.Events.OnTicketReceived = Recognise;
        options.Events.OnRemoteFailure = failed =>
        {
            failed.HandleResponse();
            failed.Response.Redirect(Refused);
            return Task.CompletedTask;
        };
    }

    /// <param name="again">They show once more who they are, and are asked for it even where the provider still knows them.</param>
    /// <param name="back">Where to go afterwards: a path of ours.</param>
    public static OpenIdConnectChallengeProperties Ask(bool again, string? back) => new()
    {
        RedirectUri = Landing.Of(back),
        Prompt = again ? OpenIdConnectPrompt.Login : null,
        MaxAge = again ? TimeSpan.Zero : null,
    };

    /// <summary>Whether the provider says where its doors are, and is who it should be (OpenID Connect Discovery 1.0, 4.3).</summary>
    public static async Task<bool> Answers(OpenIdConnectOptions options, CancellationToken cancellation)
    {
        try
        {
            var provider = await options.ConfigurationManager!.GetConfigurationAsync(cancellation);
            return provider.Issuer?.TrimEnd('/') == options.Authority!.TrimEnd('/');
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The handler is content; now People says whose account it is, and begins the session.</summary>
    private static async Task Recognise(TicketReceivedContext ticket)
    {
        ticket.HandleResponse();
        var cancellation = ticket.HttpContext.RequestAborted;
        var request = new SignInStaffRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            IdToken = ticket.Properties!.GetTokenValue("id_token") ?? "",
            AccessToken = ticket.Properties!.GetTokenValue("access_token") ?? "",
            SessionSecret = Sessions.NewSecret(),
        };
        try
        {
            await ticket.HttpContext.RequestServices.GetRequiredService<PeopleAsGateway>().Client
                .SignInStaffAsync(request, cancellationToken: cancellation);
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.PermissionDenied)
        {
            ticket.Response.Redirect($"{Refused}?why={refusal.Reason()}");
            return;
        }
        catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            ticket.Response.Redirect("/error/503");
            return;
        }

        await Sessions.Begin(ticket.HttpContext, request.SessionSecret, cancellation);
        ticket.Response.Redirect(ticket.ReturnUri ?? "/");
    }
}
