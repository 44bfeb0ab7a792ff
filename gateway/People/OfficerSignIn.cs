using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Participatory.Gateway.Settings;

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
            options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            options.UsePkce = true;
            options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            // The provider says where these are, in time for the first sign-in; see Provider.
            options.AuthorizationEndpoint = options.TokenEndpoint = options.UserInformationEndpoint = officers.Authority!;
            options.Scope.Add("openid");
            options.Scope.Add("email");
            options.Events.OnCreatingTicket = Recognise;
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

    /// <summary>Asks the provider whose token it is and turns that person into one of ours; whom configuration does not name stays outside.</summary>
    private static async Task Recognise(OAuthCreatingTicketContext ticket)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ticket.Options.UserInformationEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ticket.AccessToken);
        using var response = await ticket.Backchannel.SendAsync(request, ticket.HttpContext.RequestAborted);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(ticket.HttpContext.RequestAborted);
        using var user = await JsonDocument.ParseAsync(body, cancellationToken: ticket.HttpContext.RequestAborted);

        var services = ticket.HttpContext.RequestServices;
        if (VerifiedEmail(user.RootElement) is not { } email
            || services.GetRequiredService<GatewaySettings>().Officers.Find(email) is not { } officer)
        {
            ticket.Fail("Configuration names no officer with this address.");
            return;
        }

        var person = await services.GetRequiredService<FindOrAddPerson>().Run(email, officer, subject: null, ticket.HttpContext.RequestAborted);
        ticket.Principal = person.ToSession();
    }

    // A provider that says nothing about verification vouches for its own staff; one that says "no" does not.
    private static string? VerifiedEmail(JsonElement user) =>
        user.TryGetProperty("email", out var email) && email.ValueKind == JsonValueKind.String
        && !(user.TryGetProperty("email_verified", out var verified) && verified.ValueKind is JsonValueKind.False)
            ? email.GetString()
            : null;
}
