using System.Globalization;
using Participatory.Platform.Identity;

namespace Participatory.Gateway.Settings;

/// <summary>How the pages of one council call themselves and look.</summary>
public sealed record Council
{
    /// <summary>As the stylesheet has it.</summary>
    public const string DefaultAccent = "#b5471b";

    /// <inheritdoc cref="DefaultAccent"/>
    public const string DefaultAccentDark = "#8a3413";

    public string Name { get; init; } = "Participatory";

    /// <summary>
    /// An SVG, PNG or WebP file, which whoever runs the machine vouches for; without one the pages show their own mark. It holds until an
    /// administrator chooses a logo on a page.
    /// </summary>
    public string? Logo { get; init; }

    /// <summary>Six hex digits such as #b5471b; at least 4.5:1 on white, because white words stand on it.</summary>
    public string? Accent { get; init; }

    /// <summary>A darker accent for links and words; at least 4.5:1 on white and on the paper colour.</summary>
    public string? AccentDark { get; init; }

    /// <summary>The accent of its pages: its own, or ours.</summary>
    public string AccentShown => Accent ?? DefaultAccent;

    /// <inheritdoc cref="AccentShown"/>
    public string AccentDarkShown => AccentDark ?? DefaultAccentDark;

    /// <summary>Where people find the program with which they check a vote or the ledger; null where it is not said.</summary>
    public Uri? Program { get; init; }

    /// <summary>Where dates are read, as an IANA name.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The languages of the pages; the first is the default.</summary>
    public IReadOnlyList<CultureInfo> Languages { get; init; } = [];

    /// <summary>Whom people ask.</summary>
    public CouncilContact Contact { get; init; } = CouncilContact.None;

    /// <summary>What it says itself on the pages about privacy and accessibility.</summary>
    public CouncilNotices Notices { get; init; } = new();

    /// <exception cref="InvalidOperationException">A setting cannot be; the message names it and says why.</exception>
    public static Council Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Council");
        var logo = section["Logo"];
        if (!string.IsNullOrEmpty(logo) && !File.Exists(logo))
        {
            throw new InvalidOperationException($"Council:Logo names {logo}, and there is no such file.");
        }

        return new Council
        {
            Name = section["Name"] is { Length: > 0 } name ? name : "Participatory",
            Logo = string.IsNullOrEmpty(logo) ? null : logo,
            Accent = Colour(section, "Accent"),
            AccentDark = Colour(section, "AccentDark"),
            Program = ProgramIn(section["Program"]),
            TimeZone = Words.CouncilDays.Zone(section["TimeZone"]),
            Contact = CouncilContact.Read(configuration),
            Notices = CouncilNotices.Read(configuration),
            Languages = Words.Language.Spoken(section.GetSection("Languages").Get<string[]>()),
        };
    }

    private static Uri? ProgramIn(string? text) => string.IsNullOrEmpty(text) ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address
        : throw new InvalidOperationException($"Council:Program is {text}; it has to be an address that begins with https://.");

    private static string? Colour(IConfigurationSection section, string name)
    {
        var value = section[name];
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (!Contrast.IsColour(value))
        {
            throw new InvalidOperationException($"Council:{name} is {value}; it has to be # and six hex digits, such as #8a3413.");
        }

        var contrast = Contrast.OnWhite(value);
        return contrast >= Contrast.Enough
            ? value.ToLowerInvariant()
            : throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture,
                    $"Council:{name} is {value}, which has {contrast:0.0}:1 on white; words need 4.5:1 or more, so choose a darker one."));
    }
}
