using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Keeping;

/// <summary>What was written in a form that could not be taken.</summary>
/// <param name="Subject">Whose words they are: nobody else ever sees them.</param>
/// <param name="To">The page that they were written on: path and query.</param>
/// <param name="Fields">What was typed and ticked, and the request id of the form.</param>
/// <param name="HadFiles">A file was chosen, too; files are not kept.</param>
internal sealed record KeptForm(string Subject, string To, IReadOnlyList<KeyValuePair<string, string>> Fields, bool HadFiles);

/// <summary>
/// Keeps forms that came when their session was over, for an hour and for whoever wrote them. A cookie holds a random secret; the file is
/// sealed with our keys and with that secret, so that neither the folder nor the browser alone says anything, and any gateway that shares
/// the folder answers. What is kept is bounded: for each person, and for all together.
/// </summary>
internal sealed class KeptForms(GatewaySettings settings, IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    /// <summary>Of one person, in several browsers; the oldest goes.</summary>
    public const int MostOfOne = 5;

    /// <summary>Of all together; at most a gigabyte, and in practice a few megabytes.</summary>
    public const int MostOfAll = 1000;

    private const string Cookie = "participatory-kept";
    private const int SecretBytes = 32;

    private string Folder => Path.Combine(settings.Data, "kept");

    /// <summary>Keeps a form in place of what this browser had kept before.</summary>
    /// <returns>False where it is more than we keep.</returns>
    public async Task<bool> Keep(HttpContext context, KeptForm form, CancellationToken cancellation)
    {
        Forget(context);
        var words = JsonSerializer.SerializeToUtf8Bytes(form);
        MakeRoom(form.Subject);
        if (words.Length > FormSizes.SignedIn || Directory.GetFiles(Folder).Length >= MostOfAll)
        {
            return false;
        }

        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        await File.WriteAllBytesAsync(
            Path.Combine(Folder, OwnerOf(form.Subject) + "-" + NameOf(secret)),
            Protector(secret).Protect(words, clock.GetUtcNow() + KeptFor),
            cancellation);
        context.Response.Cookies.Append(Loopback.NameOf(context.Request, Cookie), secret, Options(KeptFor));
        return true;
    }

    /// <returns>What this browser has kept, whoever wrote it; null where there is nothing.</returns>
    public async Task<KeptForm?> Find(HttpContext context, CancellationToken cancellation)
    {
        if (SecretIn(context.Request) is not { } secret || FileOf(secret) is not { } file)
        {
            return null;
        }

        try
        {
            var words = Protector(secret).Unprotect(await File.ReadAllBytesAsync(file, cancellation), out var until);
            return until > clock.GetUtcNow() ? JsonSerializer.Deserialize<KeptForm>(words) : null;
        }
        catch (Exception failure) when (failure is CryptographicException or FileNotFoundException)
        {
            // It is too old, or another request has just taken it away.
            return null;
        }
    }

    /// <summary>This browser has something that was kept; whether it is still good is not looked at.</summary>
    public static bool Has(HttpRequest request) => SecretIn(request) is not null;

    /// <summary>It has been sent, or something else is kept in its place.</summary>
    public void Forget(HttpContext context)
    {
        if (SecretIn(context.Request) is { } secret)
        {
            if (FileOf(secret) is { } file)
            {
                File.Delete(file);
            }

            context.Response.Cookies.Delete(Loopback.NameOf(context.Request, Cookie), Options(null));
        }
    }

    // What is too old goes, and of one person what is more than a few.
    private void MakeRoom(string subject)
    {
        var all = Directory.CreateDirectory(Folder).GetFiles();
        var now = clock.GetUtcNow();
        var old = all.Where(file => file.LastWriteTimeUtc + KeptFor < now.UtcDateTime);
        var more = all.Where(file => file.Name.StartsWith(OwnerOf(subject) + "-", StringComparison.Ordinal))
            .OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostOfOne - 1);
        foreach (var file in old.Concat(more))
        {
            file.Delete();
        }
    }

    private string? FileOf(string secret) => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*-" + NameOf(secret)).FirstOrDefault() : null;

    private ITimeLimitedDataProtector Protector(string secret) =>
        protection.CreateProtector("kept form", secret).ToTimeLimitedDataProtector();

    private static string? SecretIn(HttpRequest request) =>
        request.Cookies[Loopback.NameOf(request, Cookie)] is { Length: > 0 and < 100 } held
            && Base64Url.IsValid(held, out var length) && length == SecretBytes ? held : null;

    private static string NameOf(string secret) => Hash("file\n" + secret);

    private static string OwnerOf(string subject) => Hash("owner\n" + subject)[..16];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static CookieOptions Options(TimeSpan? age) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = age, IsEssential = true };
}
