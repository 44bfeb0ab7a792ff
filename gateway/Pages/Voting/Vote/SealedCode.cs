using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Participatory.Gateway.Pages.Voting.Vote;

/// <summary>
/// Carries the code of a letter from one step of voting to the next inside the form, sealed: it stands in no address,
/// cookie or log, and leaving the page leaves nothing behind. Each sealing differs, so that nothing can be matched.
/// </summary>
internal static class SealedCode
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(2);

    public static string Seal(HttpContext context, string pollId, string code) => Protector(context, pollId).Protect(code, GoodFor);

    /// <returns>Null where it is too old, of another poll, or not of our making.</returns>
    public static string? Open(HttpContext context, string pollId, string? held)
    {
        if (string.IsNullOrEmpty(held))
        {
            return null;
        }

        try
        {
            return Protector(context, pollId).Unprotect(held);
        }
        catch (CryptographicException)
        {
            // Then there is no code; the person is asked for it again.
            return null;
        }
    }

    private static ITimeLimitedDataProtector Protector(HttpContext context, string pollId) =>
        context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("letter code", pollId)
            .ToTimeLimitedDataProtector();
}
