using System.Buffers.Text;
using System.Security.Cryptography;
using Google.Protobuf;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.DataProtection;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;

namespace Participatory.Gateway.People;

/// <summary>The cookie of a session: a secret that says nothing, whose hash People keeps.</summary>
internal static class Sessions
{
    public const string Scheme = "session";

    private const string Cookie = "participatory-session";

    // What a link opens is beside the browser's own session and not in its place: whoever follows a link stays who they are elsewhere.
    private const string LinkCookie = "participatory-link";

    // Says that somebody was signed in here lately, and not who: what they still send may be as long as it was then.
    private const string BeforeCookie = "participatory-before";

    private const int SecretBytes = 32;

    /// <summary>As long as the longest session.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(7);

    public static void AddSessions(this IServiceCollection services, GatewaySettings settings)
    {
        // What seals forms. Gateways that answer for each other need the same folder.
        services.AddDataProtection()
            .SetApplicationName("participatory-gateway")
            .PersistKeysToFileSystem(SecretFolder(Path.Combine(settings.Data, "keys", "forms")));

        services.AddSingleton<Identities>();
        services.AddAuthentication(Scheme).AddScheme<SessionOptions, SessionHandler>(Scheme, configureOptions: null);
        services.Configure<CookiePolicyOptions>(options =>
        {
            options.MinimumSameSitePolicy = SameSiteMode.Lax;
            options.HttpOnly = HttpOnlyPolicy.Always;
            // Always, but on this machine's own loopback.
            options.OnAppendCookie = cookie => cookie.CookieOptions.Secure = !Loopback.InClear(cookie.Context.Request);
            options.OnDeleteCookie = cookie => cookie.CookieOptions.Secure = !Loopback.InClear(cookie.Context.Request);
        });
    }

    /// <summary>A secret for a session that is about to begin.</summary>
    public static ByteString NewSecret() => ByteString.CopyFrom(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The secret that this browser holds, as its cookie has it; null where it holds none that can be one.</summary>
    public static string? SecretIn(HttpRequest request) => SecretIn(request, Cookie);

    /// <summary>The same of the link that it opened last.</summary>
    public static string? LinkSecretIn(HttpRequest request) => SecretIn(request, LinkCookie);

    /// <summary>The same, for People.</summary>
    public static byte[] Read(string secret) => Base64Url.DecodeFromChars(secret);

    /// <summary>
    /// A mark of whoever was signed in on this browser lately, which says nothing of them; null where nobody was. A session that has ended
    /// leaves it, so that what was being written may still be sent and kept.
    /// </summary>
    public static string? MarkOfBefore(HttpContext context)
    {
        if (context.Request.Cookies[Loopback.NameOf(context.Request, BeforeCookie)] is not { Length: > 0 and < 500 } held)
        {
            return null;
        }

        try
        {
            return BeforeProtector(context).Unprotect(held);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Signs a person in on this browser, in place of whoever was.</summary>
    /// <param name="secret">Of a session that has begun.</param>
    public static async Task Begin(HttpContext context, ByteString secret, CancellationToken cancellation)
    {
        await EndBefore(context, cancellation);
        context.Response.Cookies.Append(Loopback.NameOf(context.Request, Cookie), Base64Url.EncodeToString(secret.Span), Options());
        RememberThatSomebodyWas(context);
    }

    /// <summary>Opens what a link leads to, in place of the link before. Whoever is signed in on this browser stays so.</summary>
    /// <param name="secret">Of a session that has begun.</param>
    public static async Task BeginLink(HttpContext context, ByteString secret, CancellationToken cancellation)
    {
        await End(context, LinkSecretIn(context.Request), cancellation);
        context.Response.Cookies.Append(Loopback.NameOf(context.Request, LinkCookie), Base64Url.EncodeToString(secret.Span), Options());
        RememberThatSomebodyWas(context);
    }

    /// <summary>Signs out: the sessions end at People, and this browser forgets them and what it was shown.</summary>
    public static async Task End(HttpContext context, CancellationToken cancellation)
    {
        Drop(context);
        Clear(context, "\"cache\"");
        await EndBefore(context, cancellation);
    }

    /// <summary>Has this browser forget sessions that are over.</summary>
    public static void Drop(HttpContext context)
    {
        context.Response.Cookies.Delete(Loopback.NameOf(context.Request, Cookie), Options());
        DropLink(context);
    }

    /// <summary>
    /// Has this browser forget what it keeps of our site: pages and pictures ("cache"), or, too, what somebody has written of a story
    /// ("storage"), which after signing out still waits there to be sent. Cookies are dropped one by one: all of them ("cookies") would be
    /// those of the council's other sites, too.
    /// </summary>
    public static void Clear(HttpContext context, string what) => context.Response.Headers["Clear-Site-Data"] = what;

    /// <summary>Has this browser forget a link that is over.</summary>
    public static void DropLink(HttpContext context) =>
        context.Response.Cookies.Delete(Loopback.NameOf(context.Request, LinkCookie), Options());

    private static void RememberThatSomebodyWas(HttpContext context) => context.Response.Cookies.Append(
        Loopback.NameOf(context.Request, BeforeCookie),
        BeforeProtector(context).Protect(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), RememberedFor), Options());

    private static ITimeLimitedDataProtector BeforeProtector(HttpContext context) =>
        context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("somebody was signed in")
            .ToTimeLimitedDataProtector();

    private static string? SecretIn(HttpRequest request, string cookie) =>
        request.Cookies[Loopback.NameOf(request, cookie)] is { Length: > 0 and < 100 } held
            && Base64Url.IsValid(held, out var length) && length == SecretBytes
            ? held : null;

    private static async Task EndBefore(HttpContext context, CancellationToken cancellation)
    {
        await End(context, SecretIn(context.Request), cancellation);
        await End(context, LinkSecretIn(context.Request), cancellation);
    }

    private static async Task End(HttpContext context, string? held, CancellationToken cancellation)
    {
        if (held is { } before)
        {
            await context.RequestServices.GetRequiredService<PeopleAsGateway>().Client.EndSessionAsync(
                new EndSessionRequest { RequestId = Guid.NewGuid().ToString(), SessionSecret = ByteString.CopyFrom(Read(before)) },
                cancellationToken: cancellation);
            context.RequestServices.GetRequiredService<Identities>().Forget(before);
        }
    }

    // Gone with the browser; how long it is good at most is People's to say.
    private static CookieOptions Options() => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };

    private static DirectoryInfo SecretFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
