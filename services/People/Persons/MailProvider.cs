namespace Participatory.People.Persons;

/// <summary>A provider that says under which addresses a mailbox of its is reached.</summary>
/// <param name="Domains">Its domains; with several, a name is the same mailbox in each.</param>
/// <param name="WithoutDots">It delivers to the same mailbox with and without dots in the name.</param>
internal sealed record MailProvider(string[] Domains, bool WithoutDots = false)
{
    /// <summary>
    /// Those that say so in their own help pages, as far as we know them. What follows a plus is the owner's own note at each (RFC 5233);
    /// dots count for nothing at Google only.
    /// </summary>
    public static readonly MailProvider[] Known =
    [
        new(["gmail.com", "googlemail.com"], WithoutDots: true), new(["outlook.com"]), new(["hotmail.com"]), new(["live.com"]),
        new(["icloud.com"]), new(["fastmail.com"]), new(["proton.me"]), new(["protonmail.com"]),
    ];

    /// <summary>The mailbox behind an address, where its provider is one of these; else the address.</summary>
    /// <param name="email">As <see cref="Addresses.Normal"/> gives it.</param>
    public static string Mailbox(string email, IReadOnlyList<MailProvider> providers)
    {
        var at = email.LastIndexOf('@');
        if (providers.FirstOrDefault(one => one.Domains.Contains(email[(at + 1)..], StringComparer.OrdinalIgnoreCase)) is not { } provider)
        {
            return email;
        }

        var name = email[..at].Split('+', 2)[0];
        return $"{(provider.WithoutDots ? name.Replace(".", "", StringComparison.Ordinal) : name)}@{provider.Domains[0]}";
    }
}
