using System.Globalization;

namespace Participatory.Words;

/// <summary>
/// Sentences are made in the language of the thread; this is how it is another one for a while: <c>using (Language.English())</c>.
/// </summary>
public static class Language
{
    /// <summary>What services say to programs, and what is said where no other language is known.</summary>
    public static Until English() => In(CultureInfo.GetCultureInfo("en-GB"));

    /// <summary>The languages that a council speaks, by their names in its settings; English where it has named none.</summary>
    /// <param name="names">As <c>Council:Languages</c> has them, such as "cy-GB"; the first is for whoever has chosen none.</param>
    public static IReadOnlyList<CultureInfo> Spoken(string[]? names) =>
        [.. (names is { Length: > 0 } ? names : ["en-GB"]).Select(CultureInfo.GetCultureInfo)];

    /// <summary>The language of whoever will read it.</summary>
    public static Until In(CultureInfo language)
    {
        var before = new Until(CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
        return before;
    }

    /// <summary>Puts back what was before.</summary>
    public readonly struct Until(CultureInfo culture, CultureInfo words) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
    }
}
