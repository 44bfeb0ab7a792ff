using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net.Mail;
using System.Text;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Persons;

/// <summary>The e-mail address by which a person is known and reached.</summary>
internal static class Addresses
{
    private static readonly int LongestEmail = FieldLimits.LengthOf(SendCodeRequest.Descriptor, "email");

    private static readonly Sql LockSubject = new("SELECT subject FROM address {lock} WHERE kind = 'EMAIL' AND value = @email");

    private static readonly Sql InsertPerson = new("INSERT INTO person (subject, language, created_at) VALUES (@subject, @language, @now)");

    private static readonly Sql InsertAddress = new("""
        INSERT INTO address (kind, value, subject, proved_at) VALUES ('EMAIL', @email, @subject, @now)
        """);

    /// <summary>
    /// The form under which an address is kept and compared, letter by letter, and to which e-mail is sent: whoever reads a code there has
    /// that address, and none that only looks like it.
    /// </summary>
    public static string Normal(string email) => email.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();

    /// <summary>It can be an e-mail address. Whether there is one of that name only a code tells.</summary>
    public static bool LooksRight(string email) => email.Length > 0 && email.Length <= LongestEmail
        && email.Trim().EnumerateRunes().All(IsSeenAsItIs)
        && email.Trim().Normalize(NormalizationForm.FormC) is var typed
        && MailAddress.TryCreate(typed, out var address)
        && address.Address == typed
        && new EmailAddressAttribute().IsValid(address.Address);

    /// <summary>A sign that one can see, and that does not become another one, of plain Latin, in the form that is kept.</summary>
    private static bool IsSeenAsItIs(Rune sign) =>
        // Half a sign is read as this one.
        sign != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(sign) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned)
        && (sign.IsAscii || !Normal(sign.ToString()).Any(char.IsAscii));

    /// <summary>The mailbox behind an address: what follows a "+" is the owner's own note (RFC 5233).</summary>
    public static string Mailbox(string email) =>
        Normal(email) is var normal && normal.IndexOf('+', StringComparison.Ordinal) is var plus and > 0
            ? normal[..plus] + normal[normal.LastIndexOf('@')..]
            : normal;

    /// <summary>The person with an address whose owner has just proved it; a new one where there is none.</summary>
    /// <param name="email">As <see cref="Normal"/> gives it.</param>
    /// <param name="language">That of somebody new; null where they have chosen none.</param>
    /// <param name="subject">That of somebody new; null for one of our making.</param>
    public static async Task<string> FindOrAdd(
        Transaction transaction, string email, string? language, DateTimeOffset now, string? subject = null)
    {
        if (await transaction.One<string>(LockSubject, new { email }) is { } known)
        {
            return known;
        }

        subject ??= Guid.CreateVersion7().ToString();
        await transaction.Execute(InsertPerson, new { subject, language, now });
        await transaction.Execute(InsertAddress, new { email, subject, now });
        return subject;
    }
}

/// <summary>What an address is.</summary>
internal static class AddressKinds
{
    public const string Email = "EMAIL";
}
