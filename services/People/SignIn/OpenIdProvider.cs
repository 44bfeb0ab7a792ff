using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Participatory.Platform.Calls;

namespace Participatory.People.SignIn;

/// <summary>The providers at which people sign in with an account of theirs.</summary>
internal sealed class Providers(PeopleSettings settings, TimeProvider clock) : IDisposable
{
    /// <summary>The council's own, at which its staff sign in.</summary>
    public OpenIdProvider Staff { get; } = new(settings.StaffProvider, clock);

    /// <summary>The one of residents.</summary>
    public OpenIdProvider Residents { get; } = new(settings.ResidentProvider, clock);

    public void Dispose()
    {
        Staff.Dispose();
        Residents.Dispose();
    }
}

/// <summary>
/// An OpenID provider. Its tokens are verified here, with the keys that it publishes, so that no gateway can say of somebody that they
/// have signed in.
/// </summary>
internal sealed class OpenIdProvider : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience };
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? published;
    private readonly ProviderSetting? setting;
    private readonly TimeProvider clock;

    /// <param name="setting">Null where there is none: then nobody can have signed in there.</param>
    public OpenIdProvider(ProviderSetting? setting, TimeProvider clock)
    {
        this.setting = setting;
        this.clock = clock;
        if (setting is { Authority: var authority })
        {
            published = new ConfigurationManager<OpenIdConnectConfiguration>(
                $"{authority.ToString().TrimEnd('/')}/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(http) { RequireHttps = authority.Scheme == Uri.UriSchemeHttps });
        }
    }

    /// <summary>Reads an ID token and, where it holds no e-mail address, asks the provider for one.</summary>
    /// <exception cref="Refusal">It is not the provider's, not for us, or too old; or the provider does not answer.</exception>
    public async Task<ProviderAccount> Read(string idToken, string accessToken, CancellationToken cancellation)
    {
        if (published is null)
        {
            throw Refused();
        }

        var provider = await Published(cancellation);
        var verified = await Verify(idToken, provider);
        if (!verified.IsValid)
        {
            // Its keys may have been changed since we looked.
            published.RequestRefresh();
            provider = await Published(cancellation);
            verified = await Verify(idToken, provider);
        }

        if (!verified.IsValid || verified.SecurityToken is not JsonWebToken { Subject.Length: > 0 } token)
        {
            throw Refused();
        }

        using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        // What the ID token says of an address counts; only where it says nothing do we ask.
        var email = !claims.RootElement.TryGetProperty("email", out _) && accessToken.Length > 0
            && provider.UserInfoEndpoint is { Length: > 0 } endpoint
            ? await AskForEmail(endpoint, accessToken, token.Subject, cancellation)
            : VerifiedEmail(claims.RootElement);

        return new ProviderAccount(idToken, token.Issuer, token.Subject, email, new DateTimeOffset(token.ValidTo, TimeSpan.Zero));
    }

    public void Dispose() => http.Dispose();

    private async Task<OpenIdConnectConfiguration> Published(CancellationToken cancellation)
    {
        OpenIdConnectConfiguration provider;
        try
        {
            provider = await published!.GetConfigurationAsync(cancellation);
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or HttpRequestException)
        {
            throw Away();
        }

        // OpenID Connect Discovery 1.0, 4.3: whoever answers there in another's name vouches for nobody.
        return provider.Issuer?.TrimEnd('/') == setting!.Authority.ToString().TrimEnd('/') ? provider : throw Refused();
    }

    private Task<TokenValidationResult> Verify(string idToken, OpenIdConnectConfiguration provider) =>
        Handler.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuer = provider.Issuer,
            ValidAudience = setting!.ClientId,
            IssuerSigningKeys = provider.SigningKeys,
            LifetimeValidator = (_, until, _, _) => until is { } end && clock.GetUtcNow().UtcDateTime < end,
        });

    private async Task<string?> AskForEmail(string endpoint, string accessToken, string account, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            response.EnsureSuccessStatusCode();
            var user = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            // OpenID Connect Core 1.0, 5.3.2: another "sub" is an answer about somebody else.
            return user.TryGetProperty("sub", out var sub) && sub.GetString() == account
                ? VerifiedEmail(user)
                : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or TaskCanceledException
            && !cancellation.IsCancellationRequested)
        {
            throw Away();
        }
    }

    /// <summary>
    /// Only an address of which the provider says that it is theirs: true itself, and no text or number (OpenID Connect Core 1.0, 5.1).
    /// </summary>
    private static string? VerifiedEmail(JsonElement claims) =>
        claims.TryGetProperty("email_verified", out var verified) && verified.ValueKind == JsonValueKind.True
        && claims.TryGetProperty("email", out var email) && email.ValueKind == JsonValueKind.String
            ? email.GetString()
            : null;

    private static Refusal Refused() => new(PeopleReasons.IdTokenRefused);

    private static Refusal Away() => new(PeopleReasons.ProviderAway);
}
