using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Participatory.Tests.Harness;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Participatory.Tests.EndToEnd;

/// <summary>
/// The council's own sign-in, in this process: OpenIddict with its checks of client, redirect and PKCE. It signs in whom the
/// test names, and hands out the ID token as the test forges it.
/// </summary>
internal sealed class StaffProvider : IAsyncDisposable
{
    public const string ClientId = "participatory";
    public const string ClientSecret = "a secret that only tests have";

    private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "of-the-provider" };
    private readonly WebApplication app;

    private StaffProvider(string address)
    {
        Address = new Uri(address);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.Services.AddOpenIddict().AddServer(Describe);
        app = builder.Build();
        app.UseAuthentication();
    }

    public Uri Address { get; }

    /// <summary>Who has signed in there: the provider's name for them, and their address.</summary>
    public (string Account, string Email) Who { get; set; } = ("nobody", "nobody@council.example");

    /// <summary>What it was asked last: "login" and 0 where it has to see for itself, though it still knows somebody.</summary>
    public (string? Prompt, string? MaxAge) Asked { get; private set; }

    /// <summary>What becomes of the claims of the next ID token.</summary>
    public Action<JsonObject> Claims { get; set; } = _ => { };

    /// <summary>What becomes of the next ID token, from its claims; null signs it with the provider's key.</summary>
    public Func<string, string>? Token { get; set; }

    public static async Task<StaffProvider> Start()
    {
        var provider = new StaffProvider($"http://127.0.0.1:{Ports.Free()}");
        await provider.app.StartAsync();
        // Its first answer takes long on a busy machine, and the pages wait for it no longer than a person would.
        using var web = new HttpClient { BaseAddress = provider.Address };
        await web.GetStringAsync(new Uri(".well-known/openid-configuration", UriKind.Relative));
        await web.GetStringAsync(new Uri(".well-known/jwks", UriKind.Relative));
        return provider;
    }

    /// <summary>As <see cref="Token"/>, with that key and algorithm.</summary>
    public static string Signed(string claims, SecurityKey key, string algorithm = SecurityAlgorithms.RsaSha256) =>
        new JsonWebTokenHandler().CreateToken(claims, new SigningCredentials(key, algorithm));

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        key.Rsa.Dispose();
    }

    private void Describe(OpenIddictServerBuilder server)
    {
        server.EnableDegradedMode();
        server.SetIssuer(Address);
        server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token")
            .SetUserInfoEndpointUris("connect/userinfo");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        server.RegisterScopes(Scopes.Email);
        server.AddSigningKey(key).AddEphemeralEncryptionKey();
        server.UseAspNetCore().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(request =>
        {
            if (request.ClientId != ClientId || !request.RedirectUri!.EndsWith("/sign-in/officer/done", StringComparison.Ordinal))
            {
                request.Reject(Errors.InvalidClient);
            }

            return default;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(request =>
        {
            if (request.ClientId != ClientId || request.ClientSecret != ClientSecret)
            {
                request.Reject(Errors.InvalidClient);
            }

            return default;
        }));
        server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(request =>
        {
            Asked = (request.Request.Prompt, request.Request.GetParameter("max_age")?.ToString());
            var identity = new ClaimsIdentity("staff");
            identity.SetClaim(OpenIddictConstants.Claims.Subject, Who.Account);
            identity.SetClaim(OpenIddictConstants.Claims.Email, Who.Email);
            identity.SetClaim(OpenIddictConstants.Claims.EmailVerified, value: true);
            identity.SetScopes(request.Request.GetScopes());
            identity.SetDestinations(_ => [Destinations.IdentityToken, Destinations.AccessToken]);
            request.SignIn(new ClaimsPrincipal(identity));
            return default;
        }));
        server.AddEventHandler<ApplyUserInfoResponseContext>(handler => handler.SetOrder(int.MinValue).UseInlineHandler(answer =>
        {
            // It tells the address without it.
            answer.Response?.SetParameter(OpenIddictConstants.Claims.EmailVerified, value: true);
            return default;
        }));
        server.AddEventHandler<ApplyTokenResponseContext>(handler => handler.SetOrder(int.MinValue).UseInlineHandler(answer =>
        {
            if (answer.Response?.IdToken is { } token)
            {
                var claims = JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]))!.AsObject();
                Claims(claims);
                answer.Response.IdToken = Token is null ? Signed(claims.ToJsonString(), key) : Token(claims.ToJsonString());
            }

            return default;
        }));
    }
}
