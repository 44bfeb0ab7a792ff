using System.Globalization;
using Google.Protobuf;
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
/// Officers sign in where the council's staff do, and residents where they have an account: OpenID Connect's code flow with PKCE, by the
/// framework's handler, which checks state, nonce, issuer, audience, lifetime and signature. People verifies the ID token itself and says
/// whose it is.
/// </summary>
internal static class ProviderSignIn
{
    /// <summary>As the framework calls the provider of the council's staff.</summary>
    public const string Officers = "officers";

    /// <summary>As the framework calls the provider of residents.</summary>
    public const string Residents = "residents";

    /// <summary>How far the provider's clock may be from ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void AddProviderSignIn(this IServiceCollection services, GatewaySettings settings)
    {
        foreach (var door in Door.Open(settings))
        {
            var key = door.Provider.ClientKeyFile is { Length: > 0 } file ? ClientKey.Load(file, door.Provider) : null;
            services.AddAuthentication().AddOpenIdConnect(door.Scheme, options =>
            {
                Configure(options, door, key);
                if (settings.Address?.Scheme == Uri.UriSchemeHttps)
                {
                    options.CorrelationCookie.Name = Loopback.Secure + options.CorrelationCookie.Name;
                    options.NonceCookie.Name = Loopback.Secure + options.NonceCookie.Name;
                }
            });
        }
    }

    private static void Configure(OpenIdConnectOptions options, Door door, ClientKey? key)
    {
        options.Authority = door.Provider.Authority;
        options.RequireHttpsMetadata = new Uri(door.Provider.Authority!).Scheme == Uri.UriSchemeHttps;
        options.ClientId = door.Provider.ClientId;
        options.ClientSecret = key is null ? door.Provider.ClientSecret : null;
        options.BackchannelTimeout = Patience;
        // What we ask goes to the provider and nowhere else.
        options.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false };
        options.CallbackPath = door.Path + "/done";
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
        options.Events.OnRedirectToIdentityProvider = leaving =>
        {
            leaving.ProtocolMessage.UiLocales = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
            return Task.CompletedTask;
        };
        // Not before: when OnTokenValidated comes, nobody has looked at the nonce yet.
        options.Events.OnTicketReceived = ticket => Recognise(ticket, door);
        options.Events.OnRemoteFailure = failed =>
        {
            failed.HttpContext.CountRefusedProvider(failed.Failure);
            failed.HandleResponse();
            failed.Response.Redirect(door.Refused);
            return Task.CompletedTask;
        };
        if (key is not null)
        {
            options.Events.OnAuthorizationCodeReceived = async received =>
                await Prove(received.TokenEndpointRequest!, received.Options, key, received.HttpContext);
            options.Events.OnPushAuthorization = async pushed =>
            {
                await Prove(pushed.ProtocolMessage, pushed.Options, key, pushed.HttpContext);
                pushed.HandleClientAuthentication();
            };
        }
    }

    /// <summary>Shows the provider that it is us who ask, by our key.</summary>
    private static async Task Prove(OpenIdConnectMessage message, OpenIdConnectOptions options, ClientKey key, HttpContext context)
    {
        var provider = await options.ConfigurationManager!.GetConfigurationAsync(context.RequestAborted);
        message.ClientAssertionType = ClientKey.AssertionType;
        message.ClientAssertion = key.Assert(
            options.ClientId!, provider.TokenEndpoint, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
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
    public static async Task<bool> Answers(OpenIdConnectOptions options, ILogger log, CancellationToken cancellation)
    {
        try
        {
            var provider = await options.ConfigurationManager!.GetConfigurationAsync(cancellation);
            var itself = provider.Issuer?.TrimEnd('/') == options.Authority!.TrimEnd('/');
            if (!itself)
            {
                log.LogWarning("The OpenID provider at {Authority} calls itself {Issuer}; nobody is sent there", options.Authority,
                    provider.Issuer);
            }

            return itself;
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The handler is content; now People says whose account it is, and begins the session.</summary>
    private static async Task Recognise(TicketReceivedContext ticket, Door door)
    {
        ticket.HandleResponse();
        var cancellation = ticket.HttpContext.RequestAborted;
        var secret = Sessions.NewSecret();
        var arrival = new Arrival(
            ticket.HttpContext.Request, ticket.Properties!.GetTokenValue("id_token") ?? "",
            ticket.Properties!.GetTokenValue("access_token") ?? "", secret);
        try
        {
            await door.SignIn(ticket.HttpContext.RequestServices.GetRequiredService<PeopleAsGateway>(), arrival, cancellation);
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.PermissionDenied)
        {
            ticket.Response.Redirect($"{door.Refused}?why={refusal.Reason()}&return={Uri.EscapeDataString(ticket.ReturnUri ?? "/")}");
            return;
        }
        catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            ticket.Response.Redirect("/error/503");
            return;
        }

        await Sessions.Begin(ticket.HttpContext, secret, cancellation);
        ticket.Response.Redirect(ticket.ReturnUri ?? "/");
    }

    private static async Task SignInStaff(PeopleAsGateway people, Arrival arrival, CancellationToken cancellation) =>
        await people.Client.SignInStaffAsync(
            new SignInStaffRequest
            {
                RequestId = Guid.NewGuid().ToString(),
                IdToken = arrival.IdToken,
                AccessToken = arrival.AccessToken,
                SessionSecret = arrival.Secret,
            },
            cancellationToken: cancellation);

    private static async Task SignInResident(PeopleAsGateway people, Arrival arrival, CancellationToken cancellation) =>
        await people.Client.SignInResidentAsync(
            new SignInResidentRequest
            {
                RequestId = Guid.NewGuid().ToString(),
                IdToken = arrival.IdToken,
                AccessToken = arrival.AccessToken,
                SessionSecret = arrival.Secret,
                SessionSecretBefore = Sessions.SecretIn(arrival.Request) is { } before
                    ? ByteString.CopyFrom(Sessions.Read(before)) : ByteString.Empty,
                Language = CultureInfo.CurrentUICulture.Name,
            },
            cancellationToken: cancellation);

    /// <summary>Who has come back from a provider.</summary>
    private sealed record Arrival(HttpRequest Request, string IdToken, string AccessToken, ByteString Secret);

    /// <param name="Scheme">As the framework calls it.</param>
    /// <param name="Path">From where people go to the provider; below it they come back.</param>
    /// <param name="SignIn">Has People begin the session of whoever has come back.</param>
    private sealed record Door(
        string Scheme, string Path, ProviderSettings Provider, Func<PeopleAsGateway, Arrival, CancellationToken, Task> SignIn)
    {
        /// <summary>The page that says why somebody was not let in.</summary>
        public string Refused => Path + "/refused";

        public static IEnumerable<Door> Open(GatewaySettings settings) =>
            ((Door[])
            [
                new(Officers, "/sign-in/officer", settings.Officers, SignInStaff),
                new(Residents, "/sign-in/resident", settings.Residents, SignInResident),
            ]).Where(door => door.Provider.HasProvider);
    }
}
