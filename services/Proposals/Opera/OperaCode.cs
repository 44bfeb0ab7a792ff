using System.Security.Cryptography;

namespace Participatory.Proposals.Opera;

/// <summary>
/// What people type in to come into a room: six signs that are read aloud in a hall. Crockford's base 32 without what can still be taken
/// for something else (0, 1, 2 and Z, 5 and S, 8 and B) and without vowels and L, so that it is no word: 22 signs, 113 million codes.
/// </summary>
internal static class OperaCode
{
    public const string Signs = "34679CDFGHJKMNPQRTVWXY";

    public const int Length = 6;

    /// <summary>A new one, by lot.</summary>
    public static string Draw() => RandomNumberGenerator.GetString(Signs, Length);

    /// <summary>As somebody typed it, in any case, with or without spaces and hyphens. Pure.</summary>
    public static string Read(string typed) => string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
