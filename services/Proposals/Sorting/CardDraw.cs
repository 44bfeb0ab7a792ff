using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Participatory.Proposals.Sorting;

/// <summary>
/// Draws the cards of a sort out of all voices, by lot and evenly: each question in each area gives one card after the other, as long as it
/// has some. The same voices and the same seed give the same cards in the same order. Pure.
/// </summary>
internal static class CardDraw
{
    /// <param name="voices">In any order.</param>
    /// <param name="most">How many cards there are where there are as many voices.</param>
    /// <returns>The cards, in an order that says nothing of question and area.</returns>
    public static IReadOnlyList<string> Of(IEnumerable<DrawnVoice> voices, int most, long seed) =>
    [
        .. voices.GroupBy(voice => (voice.QuestionId, voice.AreaCode))
            .SelectMany(group => group.OrderBy(voice => Lot(seed, voice.VoiceId), StringComparer.Ordinal)
                .Select((voice, turn) => (voice.VoiceId, Turn: turn, Group: Lot(seed, $"{group.Key.QuestionId} {group.Key.AreaCode}"))))
            .OrderBy(drawn => drawn.Turn).ThenBy(drawn => drawn.Group, StringComparer.Ordinal)
            .Take(most)
            .Select(drawn => drawn.VoiceId)
            .OrderBy(voiceId => Lot(seed, $"place {voiceId}"), StringComparer.Ordinal),
    ];

    private static string Lot(long seed, string of) => Convert.ToHexString(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {of}"))));
}

/// <summary>What a draw knows of a voice.</summary>
internal sealed record DrawnVoice
{
    public string VoiceId { get; init; } = "";
    public string QuestionId { get; init; } = "";
    public string AreaCode { get; init; } = "";
}
