using Participatory.Gateway.People;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Security;

/// <summary>What every answer tells the browser not to do.</summary>
internal static class Headers
{
    // Nothing inline and nothing from elsewhere: what a person wrote can never run.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // A year: browsers that have been here once come by https alone, whatever a link says (RFC 6797).
    private const string ByTlsAlone = "max-age=31536000";

    /// <summary>The same for a page on which pictures of one other origin are shown, because the council has switched that on.</summary>
    /// <param name="origin">Such as https://tiles.council.example.</param>
    public static string PolicyWithPictures(string origin) =>
        ContentPolicy.Replace("img-src 'self'", $"img-src 'self' {origin}", StringComparison.Ordinal);

    private static readonly object KeyNoted = new();

    /// <summary>Whoever knows the address may do what it opens: a part of it is called <c>secret</c> or <c>token</c>.</summary>
    internal static bool AddressIsKey(HttpContext context) =>
        context.Request.RouteValues.ContainsKey("secret") || context.Request.RouteValues.ContainsKey("token");

    /// <summary>Notes what the address is, before the page of an error takes its place.</summary>
    public static void UseKeptAddresses(this WebApplication app) => app.Use((context, next) =>
    {
        if (AddressIsKey(context))
        {
            context.Items[KeyNoted] = true;
        }

        return next(context);
    });

    public static void UseSafeHeaders(this WebApplication app)
    {
        var byTls = app.Services.GetRequiredService<GatewaySettings>().SubdomainsHaveTls ? ByTlsAlone + "; includeSubDomains" : ByTlsAlone;
        app.Use((context, next) => Say(context, next, byTls));
    }

    private static Task Say(HttpContext context, RequestDelegate next, string byTls)
    {
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) is true)
        {
            // No browser reads the answers of gRPC.
            return next(context);
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self)";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = byTls;
        }

        context.Response.OnStarting(StaysInNoCache, context);
        return next(context);
    }

    /// <summary>
    /// Where the address is a key, nobody else is told it, no search engine lists it and no cache keeps what stands there, whatever the
    /// answer is. A file may be kept by its reader's own browser, and asked for anew, where it does not say itself that nobody keeps it.
    /// </summary>
    private static void KeepAddress(HttpContext context)
    {
        if (context.Items.ContainsKey(KeyNoted))
        {
            var headers = context.Response.Headers;
            headers["Referrer-Policy"] = "no-referrer";
            headers["X-Robots-Tag"] = "noindex";
            headers.CacheControl = KeptByKey(headers);
        }
    }

    /// <summary>Who keeps what a key opens. Pure.</summary>
    internal static string KeptByKey(IHeaderDictionary headers) =>
        headers.ETag.Count > 0 && !headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal)
            ? "private, no-cache" : "no-store";

    /// <summary>
    /// What somebody is shown who is signed in stays in no cache, so that "back" shows it to nobody else after they have signed out. What
    /// says itself how it is kept, such as a photo, is asked for each time or is the same for everybody.
    /// </summary>
    private static Task StaysInNoCache(object state)
    {
        var context = (HttpContext)state;
        KeepAddress(context);
        var headers = context.Response.Headers;
        var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) is true;
        if (Person.CallerOf(context.User).IsSignedIn
            && (headers.CacheControl.Count == 0
                || (isPage && !headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal))))
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}
