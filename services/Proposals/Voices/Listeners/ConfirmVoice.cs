using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;
using Participatory.Words;

namespace Participatory.Proposals.Voices.Listeners;

/// <summary>
/// A speaker, beside the listener, says yes to what was read to them. From then on it is a voice, and theirs: with a secret of its own,
/// which the listener's link does not open.
/// </summary>
internal sealed class ConfirmVoice(Database database, CouncilDays days)
{
    public async Task<Voice> Handle(ConfirmVoiceRequest request, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Opening(request.Secret).Id("voice_id", request.VoiceId)
            .For("", request, request.Audience, request.FirstName)
            .Secret("voice_secret", request.VoiceSecret)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(Caller.Nobody, request, Voice.Parser) is { } before)
        {
            return await VoiceRow.LoadOrNull(transaction, before.VoiceId) is { } there ? there.ToMessage() : throw VoiceRow.NotFound();
        }

        var link = await ListenerLinkRow.LockBySecret(transaction, request.Secret);
        var written = await WrittenVoiceRow.LockOrNull(transaction, link.LinkId, request.VoiceId);
        var voice = Decide(written, request) with
        {
            Place = VoiceRow.DrawPlace(),
            SaidAt = days.Begin(days.Today).ToDateTimeOffset(),
        };
        await written!.Delete(transaction);
        await voice.Add(transaction, "voice_secret");
        await transaction.Remember(Caller.Nobody, request, new Voice { VoiceId = voice.VoiceId });
        await transaction.Commit();
        return voice.ToMessage();
    }

    /// <summary>
    /// The voice as it is kept, but for its place and its day. What was said while people answered is kept also later. Pure.
    /// </summary>
    /// <exception cref="Refusal">It is gone, or it was put right since it was read.</exception>
    internal static VoiceRow Decide(WrittenVoiceRow? written, ConfirmVoiceRequest request)
    {
        var read = WrittenVoiceRow.AsRead(written, request.Version);
        return new VoiceRow
        {
            VoiceId = read.VoiceId,
            RoundId = read.RoundId,
            QuestionId = read.QuestionId,
            AreaCode = read.AreaCode,
            Words = read.Words,
            Language = read.Language,
            Audience = StateText.Of(request.Audience),
            FirstName = request.FirstName,
            SecretHash = LinkSecret.HashOf(request.VoiceSecret),
            LinkId = read.LinkId,
        };
    }
}
