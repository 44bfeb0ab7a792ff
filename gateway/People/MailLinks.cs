using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.People;

/// <summary>
/// The link that a group gets with our question or our offer: whoever has it can tell that one story, or answer that one
/// offer, and nothing else. It is sealed, so that nobody makes one, and runs out.
/// </summary>
public sealed class MailLinks(IDataProtectionProvider protection, GatewaySettings settings, IServer server)
{
    /// <summary>The claim of a session that reaches one page only: its path.</summary>
    public const string OnlyClaim = "only";

    /// <summary>Long enough for the last reminder and a summer.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromDays(400);

    private readonly ITimeLimitedDataProtector seal = protection.CreateProtector("participatory.mail-link").ToTimeLimitedDataProtector();

    /// <summary>The address of the link to a page of that person, with the council's own address before it.</summary>
    public string To(string subject, string path)
    {
        var root = settings.Address?.ToString().TrimEnd('/')
            ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.LastOrDefault()?.TrimEnd('/')
            ?? "";
        return $"{root}/s/{seal.Protect($"{subject} {path}", GoodFor)}";
    }

    /// <summary>Whose link it is and to which page; null where it is none of ours, or too old.</summary>
    public (string Subject, string Path)? Read(string token)
    {
        try
        {
            var parts = seal.Unprotect(token).Split(' ');
            return (parts[0], parts[1]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A session of that person that reaches that page only.</summary>
    public static ClaimsPrincipal Session(string subject, string path, string label) => new(new ClaimsIdentity(
        [new(Person.SubjectClaim, subject), new(Person.LabelClaim, label), new(OnlyClaim, path)], CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>Wherever such a session does not reach, nobody is signed in.</summary>
    public static Task Narrow(HttpContext context, RequestDelegate next)
    {
        if (context.User.FindFirstValue(OnlyClaim) is { } only && !Reaches(context.Request.Path, only))
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
        }

        return next(context);
    }

    // A grant is declined one page further; who holds its money is asked of people who sign in.
    private static bool Reaches(PathString path, string only) =>
        path == only
        || path == only + "/no"
        || path.StartsWithSegments("/photos", StringComparison.Ordinal)
        || path.StartsWithSegments("/voices", StringComparison.Ordinal)
        || path.StartsWithSegments("/sign-out", StringComparison.Ordinal);
}
