using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
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
/// A place where people have an account, in this process: OpenIddict with its checks of client, redirect and PKCE. It signs in whom the
/// test names, and hands out the ID token as the test forges it.
/// </summary>
internal sealed class SignInProvider : IAsyncDisposable
{
    public const string ClientId = "participatory";
    public const string ClientSecret = "a secret that only tests have";

    private static readonly string[] Redirects = ["/sign-in/officer/done", "/sign-in/resident/done"];

    private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "of-the-provider" };
    private readonly WebApplication app;

    private SignInProvider(string address)
    {
        Address = new Uri(address);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.Services.AddOpenIddict().AddServer(Describe);
        app = builder.Build();
        app.UseAuthentication();
        app.MapPost("/connect/par", Push);
    }

    public Uri Address { get; }

    /// <summary>Who has signed in there: the provider's name for them, and their address.</summary>
    public (string Account, string Email) Who { get; set; } = ("nobody", "nobody@council.example");

    /// <summary>The public half of the client's key; with it, nobody comes in by the secret (private_key_jwt).</summary>
    public SecurityKey? ClientKey { get; set; }

    /// <summary>
    /// It wants proofs of the newer kind (draft-ietf-oauth-rfc7523bis), and OpenIddict looks at them. Those of RFC 7523, which it does not
    /// take any more, are looked at here.
    /// </summary>
    public bool TakesNewerProofs { get; set; }

    /// <summary>What the client proved itself with, each time.</summary>
    public ConcurrentQueue<JsonWebToken> Assertions { get; } = new();

    /// <summary>Why it gave no token last, for whoever reads a test that fails.</summary>
    public string Said { get; private set; } = "";

    /// <summary>How it calls itself where it says how to find its doors; null is by its address.</summary>
    public string? CallsItself { get; set; }

    /// <summary>It wants to be told by the client, and not by the browser, what is asked (RFC 9126).</summary>
    public bool TakesPushes { get; set; }

    /// <summary>It says nowhere how somebody is reached.</summary>
    public bool TellsNoEmail { get; set; }

    /// <summary>What it was asked last: "login" and 0 where it has to see for itself, though it still knows somebody.</summary>
    public (string? Prompt, string? MaxAge) Asked { get; private set; }

    /// <summary>What becomes of the claims of the next ID token.</summary>
    public Action<JsonObject> Claims { get; set; } = _ => { };

    /// <summary>What becomes of the next ID token, from its claims; null signs it with the provider's key.</summary>
    public Func<string, string>? Token { get; set; }

    public static async Task<SignInProvider> Start()
    {
        var provider = new SignInProvider($"http://127.0.0.1:{Ports.Free()}");
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

    /// <summary>An ID token for somebody, for whoever brings it to People without a gateway that looks at it.</summary>
    public string IdToken(string account, string email, Action<JsonObject>? spoil = null, Func<string, string>? forge = null)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = Address.ToString(), ["aud"] = ClientId, ["sub"] = account, ["email"] = email, ["email_verified"] = true,
            ["iat"] = now, ["exp"] = now + 3600, ["jti"] = Guid.NewGuid().ToString(),
        };
        spoil?.Invoke(claims);
        return forge is null ? Signed(claims.ToJsonString(), key) : forge(claims.ToJsonString());
    }

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
            if (request.ClientId != ClientId || !Redirects.Any(end => request.RedirectUri!.EndsWith(end, StringComparison.Ordinal)))
            {
                request.Reject(Errors.InvalidClient);
            }

            return default;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(request =>
        {
            var proved = TakesNewerProofs ? request is { ClientSecret: null, Request.ClientAssertion.Length: > 0 }
                : request.ClientSecret == ClientSecret;
            if (request.ClientId != ClientId || !proved)
            {
                request.Reject(Errors.InvalidClient);
            }

            return default;
        }));
        server.AddEventHandler<ExtractTokenRequestContext>(handler => handler.SetOrder(int.MaxValue - 100_000).UseInlineHandler(
            async request =>
            {
                if (ClientKey is null || TakesNewerProofs)
                {
                    return;
                }

                // Whoever knows us by a key has no secret.
                var proved = request.Request!.ClientSecret is null
                    && request.Request.ClientAssertionType == ClientAssertionTypes.JwtBearer
                    && await IsProof(request.Request.ClientAssertion);
                request.Request.ClientSecret = proved ? ClientSecret : null;
                request.Request.ClientAssertion = request.Request.ClientAssertionType = null;
            }));
        // Without a store of clients OpenIddict asks us for the key, after it has thought of all else (which is at MinValue + 100,000) and
        // before it looks; what it signed, for whom and until when it checks itself.
        server.AddEventHandler<ValidateTokenContext>(handler => handler.SetOrder(int.MinValue + 100_500).UseInlineHandler(token =>
        {
            if (token.ValidTokenTypes.Contains(TokenTypeIdentifiers.Private.ClientAssertion))
            {
                token.TokenValidationParameters!.IssuerSigningKey = ClientKey;
                Assertions.Enqueue(new JsonWebToken(token.Token));
            }

            return default;
        }));
        server.AddEventHandler<ApplyConfigurationResponseContext>(handler => handler.SetOrder(int.MinValue).UseInlineHandler(answer =>
        {
            if (CallsItself is { } other)
            {
                answer.Response.SetParameter(Metadata.Issuer, other);
            }

            if (TakesPushes)
            {
                answer.Response.SetParameter("pushed_authorization_request_endpoint", new Uri(Address, "connect/par").ToString());
            }

            return default;
        }));
        server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(request =>
        {
            Asked = (request.Request.Prompt, request.Request.GetParameter("max_age")?.ToString());
            var identity = new ClaimsIdentity("staff");
            identity.SetClaim(OpenIddictConstants.Claims.Subject, Who.Account);
            if (!TellsNoEmail)
            {
                identity.SetClaim(OpenIddictConstants.Claims.Email, Who.Email);
                identity.SetClaim(OpenIddictConstants.Claims.EmailVerified, value: true);
            }

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
            Said = $"{answer.Response?.Error} {answer.Response?.ErrorDescription}";
            if (answer.Response?.IdToken is { } token)
            {
                var claims = JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]))!.AsObject();
                Claims(claims);
                answer.Response.IdToken = Token is null ? Signed(claims.ToJsonString(), key) : Token(claims.ToJsonString());
            }

            return default;
        }));
    }

    /// <summary>OpenIddict takes these only with a store; what proves the client is looked at here as it does.</summary>
    private async Task<IResult> Push(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        return await IsProof(form["client_assertion"]) && !form.ContainsKey("client_secret")
            ? Results.Json(new { request_uri = "urn:pushed", expires_in = 60 }, statusCode: StatusCodes.Status201Created)
            : Results.Unauthorized();
    }

    /// <summary>RFC 7523, section 3: the client's own, for the address that gives tokens, and new.</summary>
    private async Task<bool> IsProof(string? assertion)
    {
        var proof = new JsonWebToken(assertion);
        var looked = await new JsonWebTokenHandler().ValidateTokenAsync(proof, new TokenValidationParameters
        {
            ValidIssuer = ClientId, ValidAudience = new Uri(Address, "connect/token").ToString(), IssuerSigningKey = ClientKey,
            ValidTypes = ["JWT"],
        });
        var isNew = Assertions.All(before => before.Id != proof.Id);
        Assertions.Enqueue(proof);
        return looked.IsValid && isNew && proof.Subject == ClientId;
    }
}
