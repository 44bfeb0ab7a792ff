using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Participatory.People.Notices;
using Participatory.People.Sessions;
using Participatory.People.V1;

namespace Participatory.People.SignIn;

/// <summary>
/// The link that a group gets with our question or our offer: whoever has it can tell that one story, or answer that one
/// offer, and nothing else. It is sealed, so that nobody makes one, and runs out.
/// </summary>
internal sealed class MailLinks(IDataProtectionProvider protection, PeopleSettings settings)
{
    /// <summary>Long enough for the last reminder and a summer.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromDays(400);

    private readonly IDataProtector stopSeal = protection.CreateProtector("participatory.stop-mail");

    private readonly ITimeLimitedDataProtector seal = protection.CreateProtector("participatory.mail-link").ToTimeLimitedDataProtector();

    /// <summary>The address of the link of that person, with the council's own address before it.</summary>
    /// <param name="kind">One of <see cref="ReachText"/>.</param>
    public string To(string subject, string kind, string id) =>
        settings.At($"/s/{seal.Protect($"{subject} {kind} {id}", GoodFor)}");

    /// <summary>
    /// The address at which whoever has it can stop e-mails of one kind to one mailbox, and do nothing else. It never runs out.
    /// </summary>
    /// <param name="kind">One of <see cref="StoppedMail"/>.</param>
    /// <param name="email">Of <see cref="StoppedMail.Following"/> the subject, which stays where the address changes.</param>
    public string ToStop(string kind, string email) => settings.At($"/stop/{stopSeal.Protect($"{kind} {email}")}");

    /// <summary>What such a link stops, and whose; null where it is none of ours.</summary>
    public (string Kind, string Email)? ReadStop(string token)
    {
        try
        {
            var parts = stopSeal.Unprotect(token).Split(' ', 2);
            return (parts[0], parts[1]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whose link it is and what it reaches; null where it is none of ours, or too old.</summary>
    public (string Subject, Reach Reach)? Read(string token)
    {
        try
        {
            var parts = seal.Unprotect(token).Split(' ', 3);
            return (parts[0], ReachText.ToMessage(parts[1], parts[2])!);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>Where the keys to the links are kept.</summary>
internal static class MailLinkKeys
{
    /// <param name="data">The folder of all keys.</param>
    public static void AddMailLinks(this IServiceCollection services, string data)
    {
        services.AddDataProtection().SetApplicationName("participatory-people")
            .PersistKeysToFileSystem(Folder(Path.Combine(data, "keys", "links")));
        services.AddSingleton<MailLinks>();
    }

    private static DirectoryInfo Folder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
