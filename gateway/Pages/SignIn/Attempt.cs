namespace Participatory.Gateway.Pages.SignIn;

/// <summary>
/// Which sign-in this browser has begun, in a cookie: a code is good only in the browser that asked for it, so that reading
/// an e-mail over a shoulder is not enough. The id of an attempt is random and too long to guess.
/// </summary>
internal static class Attempt
{
    private const string Cookie = "participatory-sign-in";

    /// <summary>As long as a code is good.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    public static void Remember(HttpContext context, string attemptId) =>
        context.Response.Cookies.Append(Cookie, attemptId, Options(GoodFor));

    public static string? Recall(HttpContext context) =>
        context.Request.Cookies[Cookie] is { Length: > 0 and <= 60 } held && held.All(char.IsAsciiLetterOrDigit) ? held : null;

    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(null));

    private static CookieOptions Options(TimeSpan? age) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/sign-in", MaxAge = age, IsEssential = true };
}
