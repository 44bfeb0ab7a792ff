using Participatory.People.V1;
using Participatory.Platform.Identity;

namespace Participatory.Gateway.Settings;

/// <summary>
/// The council as it calls itself now: as the settings of the machine say, until an administrator changes it on a page. What was changed
/// with another gateway is here within <see cref="Interval"/>.
/// </summary>
public sealed class CouncilNow(Council set)
{
    /// <summary>How often we ask People.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private volatile Known known = new(set, new CouncilProfile());

    private volatile CouncilLogo logo = new();

    /// <summary>As pages show it.</summary>
    public Council Council => known.Council;

    /// <summary>As it stands in forms: what the settings say where nothing was changed.</summary>
    public CouncilProfile Profile => known.Profile.Version > 0 ? known.Profile : ProfileOf(set);

    /// <summary>The logo that an administrator chose; version 0 where the settings say it.</summary>
    public CouncilLogo Logo => logo;

    /// <summary>Takes what People has, unless something newer is here.</summary>
    public void Take(CouncilLogo chosen)
    {
        if (chosen.Version > logo.Version)
        {
            logo = chosen;
        }
    }

    /// <summary>Takes what People has, unless something newer is here.</summary>
    public void Take(CouncilProfile profile)
    {
        if (profile.Version > known.Profile.Version)
        {
            known = new(With(profile), profile);
        }
    }

    /// <summary>The council as it would look with this profile.</summary>
    public Council With(CouncilProfile profile) => set with
    {
        Name = profile.Name,
        Accent = profile.Accent.Length > 0 ? profile.Accent : null,
        AccentDark = profile.AccentDark.Length > 0 ? profile.AccentDark : null,
        Contact = new CouncilContact(
            profile.ContactName, profile.ContactAddress, profile.ContactEmail, profile.ContactPhone, profile.ContactHours),
        Notices = set.Notices with
        {
            PrivacyContact = profile.PrivacyContact,
            PrivacyWords = CouncilNotices.Paragraphs(profile.PrivacyWords),
            AccessibilityWords = CouncilNotices.Paragraphs(profile.AccessibilityWords),
        },
    };

    private static CouncilProfile ProfileOf(Council council) => new()
    {
        Name = council.Name, Accent = council.Accent ?? "", AccentDark = council.AccentDark ?? "", ContactName = council.Contact.Name,
        ContactAddress = council.Contact.Address, ContactEmail = council.Contact.Email, ContactPhone = council.Contact.Phone,
        ContactHours = council.Contact.Hours, PrivacyContact = council.Notices.PrivacyContact,
        PrivacyWords = string.Join('\n', council.Notices.PrivacyWords),
        AccessibilityWords = string.Join('\n', council.Notices.AccessibilityWords),
    };

    private sealed record Known(Council Council, CouncilProfile Profile);
}
