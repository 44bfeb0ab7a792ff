using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Participatory.Gateway.People;
using Participatory.Platform.Running;

namespace Participatory.Gateway.Security;

/// <summary>
/// What the gateway itself refuses, for the security log: by the minute, with the account where one is known and with the page as code
/// names it. An address that was typed may hold a secret, and networks are in no log of ours.
/// </summary>
internal static class RefusedVisits
{
    /// <summary>A page that is not for whoever asked (403).</summary>
    public const string Page = "PAGE_REFUSED";

    /// <summary>Too often, or too much at once (429, 503).</summary>
    public const string TooOften = "LIMIT_MET";

    /// <summary>More than a form of that page takes (413).</summary>
    public const string TooLarge = "TOO_LARGE";

    /// <summary>A form that is none of ours, or of somebody else (400).</summary>
    public const string Form = "FORM_REFUSED";

    /// <summary>The council's own sign-in answered wrongly; about is what was wrong.</summary>
    public const string Provider = "PROVIDER_REFUSED";

    /// <param name="what">One of the above.</param>
    public static void CountRefused(this HttpContext visit, string what) =>
        visit.RequestServices.GetRequiredService<SecurityLog>().Count(what, Person.CallerOf(visit.User).Subject, PageOf(visit));

    /// <summary>What was wrong with an answer of the council's own sign-in; nothing that stands in it.</summary>
    public static void CountRefusedProvider(this HttpContext visit, Exception? fault) =>
        visit.RequestServices.GetRequiredService<SecurityLog>().Count(Provider, about: KindOf(fault));

    internal static string KindOf(Exception? fault) => fault switch
    {
        SecurityTokenInvalidIssuerException => "ISSUER",
        SecurityTokenInvalidAudienceException => "AUDIENCE",
        SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenInvalidLifetimeException
            or SecurityTokenNoExpirationException => "LIFETIME",
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidSigningKeyException or SecurityTokenInvalidAlgorithmException
            => "SIGNATURE",
        OpenIdConnectProtocolInvalidNonceException => "NONCE",
        OpenIdConnectProtocolInvalidStateException => "STATE",
        OpenIdConnectProtocolException => "PROTOCOL",
        SecurityTokenException or SecurityTokenMalformedException => "TOKEN",
        HttpRequestException or TaskCanceledException => "NO_ANSWER",
        // The handler wraps what it met once, and says of cookies and state no more than words.
        AuthenticationFailureException { InnerException: { } inner } => KindOf(inner),
        AuthenticationFailureException => "STATE",
        _ => "OTHER",
    };

    private static string PageOf(HttpContext visit) => (visit.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
}

/// <summary>Counts forms without our mark, or with another's.</summary>
internal sealed class CountForeignForms : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            context.HttpContext.CountRefused(RefusedVisits.Form);
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
