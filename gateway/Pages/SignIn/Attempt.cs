using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>
/// Which sign-in this browser has begun and for which address, in a cookie: a code is good only in the browser that asked for it, so that
/// reading an e-mail over a shoulder is not enough. The id of an attempt is random and too long to guess; it is sealed together with the
/// address, which so stands in no address of a page, in no log and in no file of ours.
/// </summary>
/// <param name="Id">As People knows it.</param>
/// <param name="Email">As it was typed: the page of the code says where to look, and a new code goes to the same place.</param>
internal sealed record Attempt(string Id, string Email)
{
    private const string Cookie = "participatory-sign-in";

    /// <summary>Longer than a code is good, so that whoever looked for the e-mail too long can still ask for a new one there.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    public static void Remember(HttpContext context, Attempt attempt) => context.Response.Cookies.Append(
        Name(context), Protector(context).Protect($"{attempt.Id}\n{attempt.Email}", Remembered), Options(Remembered));

    public static Attempt? Recall(HttpContext context)
    {
        if (context.Request.Cookies[Name(context)] is not { Length: > 0 and < 2000 } held)
        {
            return null;
        }

        try
        {
            return Protector(context).Unprotect(held).Split('\n', 2) is [var id, var email] ? new Attempt(id, email) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Name(context), Options(null));

    private static string Name(HttpContext context) => Loopback.NameOfPath(context.Request, Cookie);

    private static ITimeLimitedDataProtector Protector(HttpContext context) =>
        context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("sign-in").ToTimeLimitedDataProtector();

    private static CookieOptions Options(TimeSpan? age) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/sign-in", MaxAge = age, IsEssential = true };
}
