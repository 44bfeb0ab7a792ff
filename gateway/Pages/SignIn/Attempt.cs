using Microsoft.AspNetCore.DataProtection;
using Participatory.Gateway.People;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>
/// Which sign-in this browser has begun, in a sealed cookie: a code is good only in the browser that asked for it, so
/// that reading an e-mail over a shoulder is not enough.
/// </summary>
internal static class Attempt
{
    private const string Cookie = "participatory-sign-in";

    public static void Remember(HttpContext context, string attemptId) =>
        context.Response.Cookies.Append(Cookie, Seal(context).Protect(attemptId, SignInCodes.GoodFor), Options(SignInCodes.GoodFor));

    public static string? Recall(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } held)
        {
            return null;
        }

        try
        {
            return Seal(context).Unprotect(held);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Too old, or not of our making: there is no attempt.
            return null;
        }
    }

    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(null));

    private static ITimeLimitedDataProtector Seal(HttpContext context) =>
        context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("sign-in attempt").ToTimeLimitedDataProtector();

    private static CookieOptions Options(TimeSpan? age) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/sign-in", MaxAge = age, IsEssential = true };
}
