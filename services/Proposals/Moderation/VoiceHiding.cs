using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Questions;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Moderation;

/// <summary>What a voice is to the one mechanism that hides and shows what people wrote.</summary>
internal static class VoiceHiding
{
    /// <summary>As the database calls a voice beside the parts of an idea.</summary>
    public const string Part = "VOICE";

    // As of ideas: a voice or an idea that is shown speaks for whoever has an account. Nothing speaks for somebody without.
    private static readonly Sql CountShown = new("""
        SELECT COUNT(*) FROM (
            SELECT round_id AS scope_id, voice_id AS item_id, 'VOICE' AS part FROM voice
            WHERE speaker_subject = @subject AND voice_id <> @voiceId AND audience <> 'COUNCIL'
            UNION ALL SELECT round_id, proposal_id, 'WORDS' FROM proposal WHERE proposer_subject = @subject) said
        LEFT JOIN hiding hid ON hid.scope_id = said.scope_id AND hid.item_id = said.item_id AND hid.part = said.part
        WHERE hid.state IS NULL OR hid.state IN ('SHOWN', 'SHOWN_AGAIN')
        """);

    /// <summary>An officer looks at it before everybody does: the round asks for that, and nothing of whoever said it is shown.</summary>
    public static async Task<bool> LoadWaits(Session session, RoundRow round, VoiceRow voice, Caller caller) =>
        round.NewcomersWait && voice.AudienceNow != VoiceAudience.Council && !caller.IsOfficer()
            && (!caller.IsSignedIn
                || await session.One<long>(CountShown, new { subject = caller.Subject, voiceId = voice.VoiceId }) == 0);

    /// <summary>As it stands, held with its voice.</summary>
    public static Task<HidingRow> Lock(Transaction transaction, VoiceRow voice) =>
        HidingRow.Lock(transaction, voice.RoundId, voice.VoiceId, Part, voice.SpeakerSubject);

    /// <summary>Writes what it becomes, and says so to whoever said it with an account.</summary>
    public static async Task Write(Transaction transaction, HidingRow next, QuestionRow question)
    {
        await next.Write(transaction);
        if (next.AuthorSubject.Length > 0)
        {
            await transaction.Publish(new VoiceHidden(
                next.ScopeId, next.ItemId, question.Words, next.AuthorSubject, next.Number, next.State, next.Reason, next.DecidedAs,
                next.StepAt));
        }
    }

    /// <summary>All that was said, to look for names in.</summary>
    public static string WordsOf(VoiceRow voice) => $"{voice.Words}\n{voice.FirstName}";
}
