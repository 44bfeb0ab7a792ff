using System.Globalization;
using Participatory.Words;

namespace Participatory.Grants.OpenData;

/// <summary>
/// Who publishes the grants, as 360Giving and the transparency code want it said. Settings under <c>Publisher</c>:
/// <c>Name</c>, <c>OrgId</c> (the council's own, for example GB-LAE-CMD, org-id.guide), <c>GrantPrefix</c> (given by
/// 360Giving, for example 360G-camden), <c>Department</c>, <c>Pages</c> (where the public finds the pages),
/// <c>Website</c>, <c>License</c>. Its days are those of <c>Council:TimeZone</c>.
/// </summary>
internal sealed record Publisher
{
    private const string OpenGovernmentLicence = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";

    public required string Name { get; init; }
    public required string OrgId { get; init; }
    public required string GrantPrefix { get; init; }
    public string Department { get; init; } = "";

    /// <summary>Where the public finds the pages, without a slash at its end; null where nobody has said.</summary>
    public string? Pages { get; init; }

    public string? Website { get; init; }
    public string License { get; init; } = OpenGovernmentLicence;

    /// <summary>Whose days the dates are.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The day of an instant where the publisher is.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => new CouncilDays(TimeZone, TimeProvider.System).DayOf(instant);

    /// <summary>In which language the files describe grants: the council's first.</summary>
    public CultureInfo Language { get; init; } = Words.Language.Spoken(null)[0];

    /// <summary>Fills the sentences of the files.</summary>
    public Say Say => new(TimeZone, TimeProvider.System);

    /// <summary>What the settings say; null where the council has not said yet who it is.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be; the message names it and says why.</exception>
    public static Publisher? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Publisher");
        if (section["Name"] is not { Length: > 0 } name)
        {
            return null;
        }

        var orgId = section["OrgId"] ?? "";
        if (!OrganisationIds.IsKnown(orgId))
        {
            throw new InvalidOperationException(
                $"Publisher:OrgId is {orgId}; it has to be the council's id with a published prefix, "
                + "such as GB-LAE-CMD (see org-id.guide).");
        }

        var prefix = section["GrantPrefix"] ?? "";
        if (!prefix.StartsWith("360G-", StringComparison.Ordinal) || prefix.Length < 6)
        {
            throw new InvalidOperationException(
                $"Publisher:GrantPrefix is {prefix}; it has to be the prefix that 360Giving gave you, such as 360G-camden.");
        }

        return new Publisher
        {
            Name = name,
            OrgId = orgId,
            GrantPrefix = prefix,
            Department = section["Department"] ?? "",
            Pages = Address(section, "Pages")?.TrimEnd('/'),
            Website = Address(section, "Website"),
            License = Address(section, "License") ?? OpenGovernmentLicence,
            Language = Words.Language.Spoken(configuration.GetSection("Council:Languages").Get<string[]>())[0],
            TimeZone = CouncilDays.Zone(configuration["Council:TimeZone"]),
        };
    }

    private static string? Address(IConfigurationSection section, string name)
    {
        var value = section[name];
        return string.IsNullOrEmpty(value) ? null
            : Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? value
            : throw new InvalidOperationException(
                $"Publisher:{name} is {value}; it has to be an address such as https://grants.example.gov.uk.");
    }
}
