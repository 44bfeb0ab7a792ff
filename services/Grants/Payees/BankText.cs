using System.Text.RegularExpressions;
using Participatory.Words;

namespace Participatory.Grants.Payees;

/// <summary>How sort codes, account numbers and the names of accounts are written.</summary>
internal static partial class BankText
{
    /// <summary>Six digits, or null; spaces and hyphens between them do not matter.</summary>
    public static string? SortCode(string typed) => Digits(typed) is { Length: 6 } digits ? digits : null;

    /// <summary>Eight digits, or null; spaces between them do not matter.</summary>
    public static string? AccountNumber(string typed) => Digits(typed) is { Length: 8 } digits ? digits : null;

    /// <summary>The six digits that Bacs gave, or empty where there are none; null where it is neither.</summary>
    public static string? ServiceUserNumber(string typed) =>
        typed.Trim() is var number && (number is "" || (number.Length == 6 && number.All(char.IsAsciiDigit))) ? number : null;

    /// <summary>The characters of <paramref name="text"/> that no file for the bank can carry; empty where all can.</summary>
    public static string Refused(string text) =>
        string.Concat(NotForBanks().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal));

    /// <summary>Characters as a sentence names them.</summary>
    public static string Spaced(string characters) => string.Join(' ', characters.Select(one => char.IsControl(one) ? '?' : one));

    /// <summary>"sort code ••-••-56, account ••••5678".</summary>
    public static string Masked(string sortCode, string accountNumber) => $"••-••-{sortCode[4..]} ••••{accountNumber[4..]}";

    private static string? Digits(string typed)
    {
        var plain = TypedText.Code(typed);
        return plain.All(char.IsAsciiDigit) ? plain : null;
    }

    [GeneratedRegex("[^A-Za-z0-9.&/ -]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotForBanks();
}
