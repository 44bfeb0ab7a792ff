using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Participatory.Grants.OpenData;

/// <summary>
/// Ids of organisations by the prefixes that org-id.guide publishes, and the form of the numbers behind those that
/// groups have. Whoever is in no register gets an id of the publisher's own.
/// </summary>
internal static partial class OrganisationIds
{
    /// <summary>England and Wales: the Charity Commission.</summary>
    public const string Charity = "GB-CHC";

    /// <summary>Companies House.</summary>
    public const string Company = "GB-COH";

    /// <summary>Scotland: the Office of the Scottish Charity Regulator.</summary>
    public const string ScottishCharity = "GB-SC";

    /// <summary>Northern Ireland: the Charity Commission there.</summary>
    public const string NorthernIrishCharity = "GB-NIC";

    private static readonly string[] Prefixes =
    [
        Charity, Company, ScottishCharity, NorthernIrishCharity, "GB-LAE", "GB-LAS", "GB-LANI", "GB-PLA", "GB-GOR", "GB-GOV", "GB-NHS",
        "GB-EDU", "GB-MPR", "GB-SHPE", "GB-UKPRN", "GB-REV", "GB-CASC", "GB-ASC", "GB-IRN", "IE-CHY", "IE-CRO", "IM-GR", "JE-FSC", "GG-RCE",
    ];

    /// <summary>The id begins with a published prefix, and what follows has the form that its register gives.</summary>
    public static bool IsKnown(string id)
    {
        if (id.StartsWith("360G-", StringComparison.Ordinal))
        {
            return id.Length > 5 && Plain().IsMatch(id);
        }

        var prefix = Prefixes.FirstOrDefault(one => id.StartsWith(one + "-", StringComparison.Ordinal));
        return prefix is not null && HasForm(prefix, id[(prefix.Length + 1)..]);
    }

    /// <summary>The number has the form that its register gives: six or seven digits, eight characters, and so on.</summary>
    public static bool HasForm(string prefix, string number) => prefix switch
    {
        Charity => CharityNumber().IsMatch(number),
        Company => CompanyNumber().IsMatch(number),
        ScottishCharity => ScottishNumber().IsMatch(number),
        NorthernIrishCharity => NorthernIrishNumber().IsMatch(number),
        _ => number.Length > 0 && Plain().IsMatch(number),
    };

    /// <summary>
    /// The id of a body: by its charity number, else by its company number, else one of the publisher's own that is
    /// the same wherever the body has the same name.
    /// </summary>
    public static string Of(string name, string charityNumber, string companyNumber, Publisher publisher)
    {
        if (charityNumber.Length > 0)
        {
            return $"{CharityPrefix(charityNumber)}-{charityNumber}";
        }

        if (companyNumber.Length > 0)
        {
            return $"{Company}-{companyNumber}";
        }

        var plain = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        return $"{publisher.GrantPrefix}-org-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)).AsSpan(0, 6))}";
    }

    /// <summary>In which register a charity number stands: its own letters say it.</summary>
    public static string CharityPrefix(string charityNumber) =>
        charityNumber.StartsWith("SC", StringComparison.Ordinal) ? ScottishCharity
        : charityNumber.StartsWith("NIC", StringComparison.Ordinal) ? NorthernIrishCharity
        : Charity;

    [GeneratedRegex(@"^\d{6,7}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CharityNumber();

    [GeneratedRegex(@"^[A-Z0-9]{8}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CompanyNumber();

    [GeneratedRegex(@"^SC\d{6}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScottishNumber();

    [GeneratedRegex(@"^(NIC)?\d{6}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NorthernIrishNumber();

    [GeneratedRegex(@"^[A-Za-z0-9._/:-]+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();
}
