using System.Text.Encodings.Web;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Participatory.Gateway.Assets;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.People;

/// <summary>It has none.</summary>
internal sealed class SessionOptions : AuthenticationSchemeOptions;

/// <summary>Finds out with each request who visits: from the cookie's secret, by asking People. Without a cookie nobody is asked.</summary>
internal sealed class SessionHandler(IOptionsMonitor<SessionOptions> options, ILoggerFactory log, UrlEncoder encoder, Identities identities)
    : AuthenticationHandler<SessionOptions>(options, log, encoder)
{
    private bool peopleAway;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Styles and pictures are the same for everybody.
        if (AssetFiles.Has(Request.Path))
        {
            return AuthenticateResult.NoResult();
        }

        try
        {
            return await WhoVisits() is { } identity
                ? AuthenticateResult.Success(
                    new AuthenticationTicket(Person.Of(identity, Words.Telling.LinkLabel, Scheme.Name), Scheme.Name))
                : AuthenticateResult.NoResult();
        }
        catch (RpcException failure) when (failure.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            // What everybody may see is shown; who needs to be somebody hears below that it cannot be just now.
            Logger.LogWarning("People gives no answer ({Status}); nobody is signed in meanwhile", failure.StatusCode);
            peopleAway = true;
            return AuthenticateResult.NoResult();
        }
    }

    /// <summary>Where a link reaches, the visitor is whose link it is; everywhere else whoever is signed in.</summary>
    private async Task<Participatory.People.V1.Identity?> WhoVisits()
    {
        var byLink = await Of(Sessions.LinkSecretIn(Request), Sessions.DropLink);
        return byLink?.Reach is { } reach && Person.Reaches(Request, reach) ? byLink : await Of(Sessions.SecretIn(Request), Sessions.Drop);
    }

    private async Task<Participatory.People.V1.Identity?> Of(string? secret, Action<HttpContext> drop)
    {
        if (secret is null)
        {
            return null;
        }

        var identity = await identities.Of(secret, Context.RequestAborted);
        if (identity is null)
        {
            drop(Context);
        }

        return identity;
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (peopleAway)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else if (Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            // A program is told; a person is shown where to sign in.
            Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            var back = HttpMethods.IsPost(Request.Method) ? KeepForms.PageOf(Request)
                : OriginalPathBase + OriginalPath + Request.QueryString;
            Response.Redirect($"/sign-in?return={UrlEncoder.Encode(back)}");
        }

        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Context.CountRefused(RefusedVisits.Page);
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
