using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Moderation;

/// <summary>What a voice is to the one mechanism that hides and shows what people wrote.</summary>
internal static class VoiceHiding
{
    /// <summary>As the database calls a voice beside the parts of an idea.</summary>
    public const string Part = "VOICE";

    /// <summary>As it stands, held with its voice.</summary>
    public static Task<HidingRow> Lock(Transaction transaction, VoiceRow voice) =>
        HidingRow.Lock(transaction, voice.RoundId, voice.VoiceId, Part, voice.SpeakerSubject);

    /// <summary>All that was said, to look for names in.</summary>
    public static string WordsOf(VoiceRow voice) => $"{voice.Words}\n{voice.FirstName}";
}
