using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Participatory.Gateway.Forms;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>What forms for voices offer, and how voices are said.</summary>
public static class VoiceWords
{
    /// <summary>Languages by their tags, in the order of their names; "und" (BCP 47) is any other.</summary>
    private static readonly string[] Tags =
    [
        "ar", "bn", "cy", "en", "es", "fa", "fr", "gu", "hi", "it", "lt", "pa", "pl", "pt", "ro", "ru", "so", "ta", "tr", "uk", "ur", "zh",
        "bfi", "und",
    ];

    /// <summary>Whom a voice can be for.</summary>
    public static IReadOnlyList<Choice> Audiences =>
    [
        new(nameof(VoiceAudience.WithName), Words.Voices.ForAllNamed, Words.Voices.ForAllNamedHint),
        new(nameof(VoiceAudience.WithoutName), Words.Voices.ForAll),
        new(nameof(VoiceAudience.Council), Words.Voices.ForCouncil, Words.Voices.ForCouncilHint),
    ];

    public static IReadOnlyList<Choice> Languages => [.. Tags.Select(tag => new Choice(tag, NameOf(tag)))];

    /// <summary>The reader's own language, where it is one of them.</summary>
    public static string OwnLanguage =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is var own && Tags.Contains(own, StringComparer.Ordinal) ? own : "en";

    /// <summary>What a page says of the language of words; null where it is not one in which words are written here.</summary>
    public static string? LangOf(Voice voice) =>
        voice.Language is not ("bfi" or "und") && Tags.Contains(voice.Language) ? voice.Language : null;

    /// <summary>"Only for the council", in a few words.</summary>
    public static string AudienceOf(Voice voice) => voice.Audience switch
    {
        VoiceAudience.WithName => Words.Voices.SeenNamed,
        VoiceAudience.WithoutName => Words.Voices.SeenAll,
        _ => Words.Voices.SeenCouncil,
    };

    public static string NameOf(string tag) =>
        Words.Voices.ResourceManager.GetString("Language" + tag, CultureInfo.CurrentUICulture) ?? tag;

    /// <summary>By which voices of a round are shuffled for one visitor; no cookie is needed for it.</summary>
    /// <param name="mark">Of where the visitor comes from.</param>
    public static long SeedOf(string roundId, string mark) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{roundId} {mark}")));

    /// <summary>40 hexadecimal digits by lot: what a link to a voice or for a listener ends with.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
}
