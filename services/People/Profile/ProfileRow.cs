using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Profile;

/// <summary>A version of how the council calls itself and looks.</summary>
internal sealed record ProfileRow
{
    /// <summary>Every column in the order in which all statements name them.</summary>
    public const string Columns = """
        version, name, accent, accent_dark, contact_name, contact_address, contact_email, contact_phone, contact_hours, privacy_contact,
        privacy_words, accessibility_words, changed_as, changed_at
        """;

    private static readonly Sql SelectLast = new($"""
        SELECT {Columns} FROM council_profile WHERE version = (SELECT MAX(version) FROM council_profile)
        """);

    public int Version { get; init; }
    public string Name { get; init; } = "";
    public string Accent { get; init; } = "";
    public string AccentDark { get; init; } = "";
    public string ContactName { get; init; } = "";
    public string ContactAddress { get; init; } = "";
    public string ContactEmail { get; init; } = "";
    public string ContactPhone { get; init; } = "";
    public string ContactHours { get; init; } = "";
    public string PrivacyContact { get; init; } = "";
    public string PrivacyWords { get; init; } = "";
    public string AccessibilityWords { get; init; } = "";
    public string ChangedAs { get; init; } = "";
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Whom people ask.</summary>
    public CouncilContact Contact => new(ContactName, ContactAddress, ContactEmail, ContactPhone, ContactHours);

    /// <summary>The newest version, or null where the settings of the machine say it.</summary>
    public static Task<ProfileRow?> LoadLastOrNull(Session session) => session.One<ProfileRow?>(SelectLast, new { });

    /// <summary>As an administrator wrote it, without spaces around it.</summary>
    public static ProfileRow Of(CouncilProfile profile) => new()
    {
        Name = profile.Name.Trim(), Accent = profile.Accent.Trim().ToLowerInvariant(),
        AccentDark = profile.AccentDark.Trim().ToLowerInvariant(), ContactName = profile.ContactName.Trim(),
        ContactAddress = profile.ContactAddress.Trim(), ContactEmail = profile.ContactEmail.Trim(),
        ContactPhone = profile.ContactPhone.Trim(), ContactHours = profile.ContactHours.Trim(),
        PrivacyContact = profile.PrivacyContact.Trim(), PrivacyWords = profile.PrivacyWords.Trim(),
        AccessibilityWords = profile.AccessibilityWords.Trim(),
    };

    public CouncilProfile ToMessage() => new()
    {
        Version = Version, Name = Name, Accent = Accent, AccentDark = AccentDark, ContactName = ContactName,
        ContactAddress = ContactAddress, ContactEmail = ContactEmail, ContactPhone = ContactPhone, ContactHours = ContactHours,
        PrivacyContact = PrivacyContact, PrivacyWords = PrivacyWords, AccessibilityWords = AccessibilityWords, ChangedBy = ChangedAs,
        ChangeTime = Timestamp.FromDateTimeOffset(ChangedAt),
    };
}
