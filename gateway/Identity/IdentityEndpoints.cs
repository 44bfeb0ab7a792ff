using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.IdentityModel.Tokens;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.Identity;

/// <summary>The public half of the key of People, and tokens for gRPC clients of people who are signed in.</summary>
internal static class IdentityEndpoints
{
    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/jwks.json", (IdentityKey key) => Results.Json(new { keys = new[] { PublicKey(key.Public) } }))
            .AllowAnonymous();
        routes.MapPost("/api/token", IssueToken).RequireAuthorization();
    }

    /// <summary>
    /// The caller's own token, good for five minutes at most. The form's antiforgery field or its header has to come with it.
    /// </summary>
    private static async Task<IResult> IssueToken(HttpContext context, IAntiforgery antiforgery, TimeProvider clock)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            context.CountRefused(RefusedVisits.Form);
            return Results.Problem("Please send the antiforgery token of a page of yours.", statusCode: StatusCodes.Status400BadRequest);
        }

        context.Response.Headers.CacheControl = "no-store";
        return Person.TokenOf(context.User) is var (token, until)
            ? Results.Json(new { token, expires_in = (int)(until - clock.GetUtcNow()).TotalSeconds })
            : Results.Unauthorized();
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

/// <summary>The signed identity of whoever visits the page.</summary>
public sealed class CallerToken(IHttpContextAccessor visit)
{
    /// <summary>Null where nobody is signed in.</summary>
    public string? Value => visit.HttpContext is { } context ? Person.TokenOf(context.User)?.Token : null;
}
