namespace Participatory.Grants.OpenData;

/// <summary>The closed code lists of 360Giving 1.4, which its JSON Schema does not check, and the codes of places.</summary>
internal static class CodeLists
{
    /// <summary>A small area, such as a ward.</summary>
    public const string LocalArea = "GLS060";

    /// <summary>Supporting a community or cause: why a person gets one of these grants.</summary>
    public const string SocialAction = "GTIR120";

    /// <summary>Community projects: what a person does with it.</summary>
    public const string CommunityProjects = "GTIP160";

    public static readonly IReadOnlySet<string> RegrantTypes = Numbered("FRG", 10, 70);

    public static readonly IReadOnlySet<string> LocationScopes = Numbered("GLS", 10, 60, "GLS099");

    public static readonly IReadOnlySet<string> Reasons = Numbered("GTIR", 10, 120);

    public static readonly IReadOnlySet<string> Purposes = Numbered("GTIP", 10, 170);

    // By the first three characters of a code of the Office for National Statistics.
    private static readonly Dictionary<string, string> PlaceTypes = new(StringComparer.Ordinal)
    {
        ["E05"] = "WD", ["W05"] = "WD", ["S13"] = "WD", ["N08"] = "WD", ["E04"] = "PAR", ["W04"] = "COM", ["E01"] = "LSOA",
        ["W01"] = "LSOA",
        ["E02"] = "MSOA", ["W02"] = "MSOA", ["E06"] = "UA", ["W06"] = "UA", ["E07"] = "NMD", ["E08"] = "MD", ["E09"] = "LONB",
        ["E10"] = "CTY", ["S12"] = "CA",
    };

    /// <summary>What kind of place an official code names, as the list of 360Giving has it; null where the code is none.</summary>
    public static string? PlaceType(string areaCode) =>
        areaCode.Length == 9 && areaCode[1..].All(char.IsAsciiDigit) ? PlaceTypes.GetValueOrDefault(areaCode[..3]) : null;

    /// <summary>The pot is one of a theme, not of a place: its code begins with "theme-".</summary>
    public static bool IsTheme(string areaCode) => areaCode.StartsWith("theme-", StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> Numbered(string letters, int first, int last, params string[] more) =>
        [.. Enumerable.Range(0, ((last - first) / 10) + 1).Select(step => $"{letters}{first + (step * 10):000}"), .. more];
}
