using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>
/// The question for a passkey that this browser was given last, in a cookie: an answer to it is good here and nowhere else. People has
/// sealed it, and says how long it is good.
/// </summary>
internal static class AskedPasskey
{
    private const string Cookie = "participatory-passkey";

    /// <summary>Longer than a question is good, so that whoever is late is told that they are.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    public static void Remember(HttpContext context, string question) =>
        context.Response.Cookies.Append(Name(context), question, Options(Remembered));

    /// <returns>Empty where this browser was asked for none.</returns>
    public static string Recall(HttpContext context) => context.Request.Cookies[Name(context)] ?? "";

    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Name(context), Options(null));

    private static string Name(HttpContext context) => Loopback.NameOfPath(context.Request, Cookie);

    private static CookieOptions Options(TimeSpan? age) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/sign-in", MaxAge = age, IsEssential = true };
}
