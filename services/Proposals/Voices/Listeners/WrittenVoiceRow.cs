using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices.Listeners;

/// <summary>
/// What a listener wrote down, and its speaker has not said yes to. It stands in a table of its own: no list of voices reads it.
/// </summary>
internal sealed record WrittenVoiceRow
{
    private const string Columns = "voice_id, link_id, round_id, question_id, area_code, version, words, language, written_at";

    private static readonly Sql SelectOfLink = new($$"""
        SELECT {{Columns}} FROM written_voice WHERE link_id = @linkId ORDER BY written_at, voice_id {limit @most}
        """);

    private static readonly Sql LockWritten = new(
        $"SELECT {Columns} FROM written_voice {{lock}} WHERE voice_id = @voiceId AND link_id = @linkId");

    private static readonly Sql Insert = new("""
        INSERT INTO written_voice (voice_id, link_id, round_id, question_id, area_code, version, words, language, written_at)
        VALUES (@VoiceId, @LinkId, @RoundId, @QuestionId, @AreaCode, @Version, @Words, @Language, @WrittenAt)
        """);

    private static readonly Sql Update = new("""
        UPDATE written_voice SET version = @Version, words = @Words, language = @Language
        WHERE voice_id = @VoiceId AND version = @Version - 1
        """);

    private static readonly Sql DeleteOne = new("DELETE FROM written_voice WHERE voice_id = @VoiceId AND version = @Version");

    private static readonly Sql DeleteOfLink = new("DELETE FROM written_voice WHERE link_id = @linkId");

    public string VoiceId { get; init; } = "";
    public string LinkId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string QuestionId { get; init; } = "";
    public string AreaCode { get; init; } = "";

    /// <summary>From 1; another one each time that it was put right.</summary>
    public int Version { get; init; }

    public string Words { get; init; } = "";
    public string Language { get; init; } = "";
    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>What waits for a yes, oldest first.</summary>
    public static Task<IReadOnlyList<WrittenVoiceRow>> LoadOfLink(Session session, string linkId) =>
        session.Many<WrittenVoiceRow>(SelectOfLink, new { linkId, most = WriteVoiceDown.MostWaiting });

    /// <summary>One that the holder of a link has written down, as it is now; its number alone where it waits no more.</summary>
    /// <exception cref="Refusal">The link opens nothing.</exception>
    public static async Task<WrittenVoice> Load(Transaction transaction, string secret, string voiceId) =>
        (await LockOrNull(transaction, (await ListenerLinkRow.LoadBySecret(transaction, secret)).LinkId, voiceId))?.ToMessage()
            ?? new WrittenVoice { VoiceId = voiceId };

    /// <summary>One of this link, held until the transaction ends; null where there is none.</summary>
    public static Task<WrittenVoiceRow?> LockOrNull(Transaction transaction, string linkId, string voiceId) =>
        transaction.One<WrittenVoiceRow>(LockWritten, new { linkId, voiceId });

    /// <summary>What was written down, if it is what was read to its speaker. Pure.</summary>
    /// <exception cref="Refusal">There is none, or it was put right since.</exception>
    public static WrittenVoiceRow AsRead(WrittenVoiceRow? written, int version) =>
        written is null ? throw NotFound()
        : written.Version == version ? written
        : throw new Refusal(ProposalsReasons.WrittenVoiceChanged, field: "version");

    private static Refusal NotFound() => new(ProposalsReasons.WrittenVoiceNotFound, field: "voice_id");

    public static Task DeleteAll(Transaction transaction, string linkId) => transaction.Execute(DeleteOfLink, new { linkId });

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    public Task Change(Transaction transaction) => transaction.Execute(Update, this);

    /// <summary>Deletes it: nothing of it is kept here.</summary>
    public Task Delete(Transaction transaction) => transaction.Execute(DeleteOne, this);

    public WrittenVoice ToMessage() => new()
    {
        VoiceId = VoiceId, Version = Version, QuestionId = QuestionId, AreaCode = AreaCode, Words = Words, Language = Language,
    };
}
