using System.Text.RegularExpressions;
using Google.Protobuf;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Themes;

/// <summary>What has to hold of a theme wherever it is worded.</summary>
internal static partial class ThemeFields
{
    /// <summary>Where fewer say so, it has to be said why that is a theme.</summary>
    internal const int LeastVoices = 3;

    private static readonly int MostVoices = FieldLimits.CountOf(V1.Theme.Descriptor, "voice_ids");

    /// <summary>Its statement, which begins with "I" or is meant not to, and what it quotes.</summary>
    /// <param name="path">Before the names of the fields, such as "theme.".</param>
    /// <param name="of">The message that has them.</param>
    /// <param name="onPurpose">An officer has seen that it is no "I" statement, and means it.</param>
    public static Fields Theme(
        this Fields fields, string path, IMessage of, string statement, string fewReason, IReadOnlyCollection<string> voiceIds,
        bool onPurpose) =>
        fields.Text(path + "statement", of)
            .Require(onPurpose || BeginsWithI().IsMatch(statement), path + "statement", ProposalsReasons.ThemeNotI)
            .Text(path + "few_reason", of, required: false)
            .Require(voiceIds.Count > 0, path + "voice_ids", ProposalsReasons.ThemeQuotesNobody)
            .Require(voiceIds.Count <= MostVoices, path + "voice_ids", ProposalsReasons.ThemeQuotesTooMany, ("max", MostVoices))
            .Require(voiceIds.Count == 0 || !IsFew(voiceIds.Distinct().Count(), fewReason), path + "few_reason",
                ProposalsReasons.ThemeQuotesFew, ("least", LeastVoices));

    /// <summary>Fewer than three, and nobody has said why.</summary>
    public static bool IsFew(int voices, string fewReason) => voices < LeastVoices && string.IsNullOrWhiteSpace(fewReason);

    /// <summary>Refuses what cannot be quoted: of another round or area, hidden, or gone.</summary>
    /// <param name="voices">Those of <paramref name="voiceIds"/> that everybody may read.</param>
    public static void CheckQuotes(
        this ThemeRow theme, string path, IReadOnlyCollection<string> voiceIds, IReadOnlyCollection<VoiceRow> voices)
    {
        var known = voices.Where(voice => voice.RoundId == theme.RoundId && (theme.AreaCode is null || voice.AreaCode == theme.AreaCode))
            .Select(voice => voice.VoiceId).ToHashSet(StringComparer.Ordinal);
        new Fields().Require(voiceIds.All(known.Contains), path + "voice_ids", ProposalsReasons.VoiceNotToQuote).Check();
    }

    [GeneratedRegex(@"^[\p{P}\p{Z}]*I([ '\u2019]|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BeginsWithI();
}
