using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Settings;
using Participatory.People.V1;

namespace Participatory.Gateway.People;

/// <summary>
/// Officers sign in where the council's staff do: OpenID Connect's code flow with PKCE, by the framework's OAuth handler
/// and the provider's userinfo. What an officer may do here is configuration's to say, by the e-mail address.
/// </summary>
internal static class OfficerSignIn
{
    public const string Scheme = "officers";

    public static void AddOfficerSignIn(this IServiceCollection services, GatewaySettings settings)
    {
        var officers = settings.Officers;
        if (!officers.HasProvider)
        {
            return;
        }

        services.AddSingleton<Provider>();
        services.AddHostedService(found => found.GetRequiredService<Provider>());
        services.AddAuthentication().AddOAuth(Scheme, options =>
        {
            options.ClientId = officers.ClientId ?? throw new InvalidOperationException("Please set Officers:ClientId.");
            options.ClientSecret = officers.ClientSecret ?? throw new InvalidOperationException("Please set Officers:ClientSecret.");
            options.CallbackPath = "/sign-in/officer/done";
            options.SignInScheme = Sessions.Scheme;
            options.UsePkce = true;
            options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            // The provider says where these are, in time for the first sign-in; see Provider.
            options.AuthorizationEndpoint = options.TokenEndpoint = options.UserInformationEndpoint = officers.Authority!;
            options.Scope.Add("openid");
            options.Scope.Add("email");
            options.Events.OnCreatingTicket = Recognise;
            // The session is People's, and has begun.
            options.Events.OnTicketReceived = received =>
            {
                received.HandleResponse();
                received.Response.Redirect(received.ReturnUri ?? "/");
                return Task.CompletedTask;
            };
            options.Events.OnRemoteFailure = failed =>
            {
                failed.HandleResponse();
                failed.Response.Redirect("/sign-in/officer/refused");
                return Task.CompletedTask;
            };
        });
    }

    public static void MapOfficerSignIn(this IEndpointRouteBuilder routes, GatewaySettings settings)
    {
        if (!settings.Officers.HasProvider)
        {
            return;
        }

        routes.MapGet("/sign-in/officer", (Provider provider) => provider.IsKnown
            ? Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [Scheme])
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable)).AllowAnonymous();
        routes.MapGet("/sign-in/officer/refused", () => Results.StatusCode(StatusCodes.Status403Forbidden)).AllowAnonymous();
    }

    /// <summary>Hands the ID token on to People, which verifies it; whom the settings do not name stays outside.</summary>
    private static async Task Recognise(OAuthCreatingTicketContext ticket)
    {
        var request = new SignInStaffRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            IdToken = ticket.TokenResponse.Response!.RootElement.TryGetProperty("id_token", out var idToken) ? idToken.GetString() : "",
            AccessToken = ticket.AccessToken ?? "",
            SessionSecret = Sessions.NewSecret(),
        };
        try
        {
            var people = ticket.HttpContext.RequestServices.GetRequiredService<PeopleAsGateway>();
            await people.Client.SignInStaffAsync(request, cancellationToken: ticket.HttpContext.RequestAborted);
            await Sessions.Begin(ticket.HttpContext, request.SessionSecret, ticket.HttpContext.RequestAborted);
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.PermissionDenied)
        {
            ticket.Fail(refusal.Status.Detail);
        }
    }
}
