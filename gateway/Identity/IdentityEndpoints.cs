using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.IdentityModel.Tokens;
using Participatory.Gateway.People;
using Participatory.Platform.Identity;

namespace Participatory.Gateway.Identity;

/// <summary>The public half of the gateway's key, and tokens for gRPC clients of people who are signed in.</summary>
internal static class IdentityEndpoints
{
    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/jwks.json", (GatewayKey key) => Results.Json(new { keys = new[] { PublicKey(key.Key) } })).AllowAnonymous();
        routes.MapPost("/api/token", IssueToken).RequireAuthorization();
    }

    /// <summary>The caller's own token, good for five minutes. The form's antiforgery field or its header has to come with it.</summary>
    private static async Task<IResult> IssueToken(HttpContext context, IAntiforgery antiforgery, CallerToken token)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.Problem("Please send the antiforgery token of a page of yours.", statusCode: StatusCodes.Status400BadRequest);
        }

        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { token = token.Value, expires_in = (int)Tokens.Lifetime.TotalSeconds });
    }

    private static object PublicKey(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new
        {
            kty = "EC",
            crv = "P-256",
            use = "sig",
            alg = "ES256",
            x = Base64UrlEncoder.Encode(point.X),
            y = Base64UrlEncoder.Encode(point.Y),
        };
    }
}

/// <summary>The key with which the gateway vouches for callers.</summary>
public sealed record GatewayKey(ECDsa Key);

/// <summary>The signed identity of whoever visits the page, made once for each visit and only when a service is called.</summary>
public sealed class CallerToken(IHttpContextAccessor visit, GatewayKey key, TimeProvider clock)
{
    private string? issued;

    /// <summary>Null where nobody is signed in.</summary>
    public string? Value
    {
        get
        {
            var caller = visit.HttpContext is { } context ? Person.CallerOf(context.User) : Caller.Nobody;
            return caller.IsSignedIn ? issued ??= Tokens.Issue(caller, key.Key, clock.GetUtcNow()) : null;
        }
    }
}
