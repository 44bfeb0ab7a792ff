using System.Data.Common;
using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Sorting;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices;

/// <summary>What somebody said, as it is stored, and how it stands with hiding it.</summary>
internal sealed record VoiceRow
{
    /// <summary>What every query of voices reads; the voice is <c>v</c> and its hiding <c>hid</c>.</summary>
    public const string Columns = """
        v.sequence, v.voice_id, v.round_id, v.question_id, v.area_code, v.words, v.language, v.audience, v.first_name, v.speaker_subject,
        v.link_id, v.place, v.said_at, v.file_kind, vf.media_type, vf.seconds, vf.width, vf.height, vf.size_bytes,
        hid.state AS hiding_state, hid.reason AS hiding_reason, hid.decided_as AS hiding_as, hid.decided_at AS hiding_at
        """;

    /// <summary>Where they are read from.</summary>
    public const string From = """
        FROM voice v LEFT JOIN hiding hid ON hid.scope_id = v.round_id AND hid.item_id = v.voice_id AND hid.part = 'VOICE'
            LEFT JOIN voice_file vf ON vf.voice_id = v.voice_id
        """;

    /// <summary>What everybody may read, words and all.</summary>
    public const string IsPublic = """
        v.audience IN ('WITH_NAME', 'WITHOUT_NAME') AND (hid.state IS NULL OR hid.state IN ('SHOWN', 'SHOWN_AGAIN'))
        """;

    /// <summary>Where a voice stands for one visitor: a prime, so that the product is another place for each place.</summary>
    public const string Shuffled = "(v.place * @shuffle) % 2147483647";

    /// <summary>
    /// Places are numbers from 1 to one less than this, a prime: times any of them, they are all of them in another order.
    /// </summary>
    public const long Places = 2_147_483_647;

    /// <summary>What was said in words alone.</summary>
    private const string NoFile = "NONE";

    private static readonly Sql Select = new($"SELECT {Columns} {From} WHERE v.voice_id = @voiceId");

    private static readonly Sql SelectByHash = new($"SELECT {Columns} {From} WHERE v.secret_hash = @hash");

    // Whoever judges it or takes it back takes it first.
    private static readonly Sql LockVoice = new("SELECT voice_id FROM voice {lock} WHERE voice_id = @voiceId");

    // In one order, so that nobody waits for somebody who waits for them.
    private static readonly Sql LockEach = new("""
        SELECT voice_id FROM voice {lock} WHERE voice_id IN (SELECT item FROM {texts @voiceIds} AS given) ORDER BY voice_id
        """);

    private static readonly Sql SelectPublic = new($$"""
        SELECT {{Columns}} {{From}} WHERE v.voice_id IN (SELECT item FROM {texts @voiceIds} AS given) AND {{IsPublic}} ORDER BY v.voice_id
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO voice (
            voice_id, round_id, question_id, area_code, words, sought, language, audience, first_name, speaker_subject, secret_hash,
            link_id, place, said_at, file_kind)
        VALUES (
            @VoiceId, @RoundId, @QuestionId, @AreaCode, @Words, @Sought, @Language, @Audience, @FirstName, @SpeakerSubject, @SecretHash,
            @LinkId, @Place, @SaidAt, @FileKind)
        """);

    private static readonly Sql DeleteHiding = new("DELETE FROM hiding WHERE scope_id = @RoundId AND item_id = @VoiceId");

    private static readonly Sql DeleteVoice = new("DELETE FROM voice WHERE voice_id = @VoiceId");

    public long Sequence { get; init; }
    public string VoiceId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string QuestionId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string Words { get; init; } = "";
    public string Language { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="VoiceAudience"/>.</summary>
    public string Audience { get; init; } = "";

    public string FirstName { get; init; } = "";

    /// <summary>Empty where it was said without an account.</summary>
    public string SpeakerSubject { get; init; } = "";

    /// <summary>Of the secret with which it can be taken back; null where it was said with an account, and in what is read.</summary>
    public byte[]? SecretHash { get; init; }

    /// <summary>Of the listener who wrote it down; null where it was written by its speaker.</summary>
    public string? LinkId { get; init; }

    public long Place { get; init; }

    /// <summary>When the day began.</summary>
    public DateTimeOffset SaidAt { get; init; }

    /// <summary>As <see cref="StateText"/> writes a <see cref="VoiceFileKind"/>, or <see cref="NoFile"/>.</summary>
    public string FileKind { get; init; } = NoFile;

    /// <summary>Of its file, as all to <see cref="SizeBytes"/>; null where it has none.</summary>
    public string? MediaType { get; init; }

    public int? Seconds { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public long? SizeBytes { get; init; }

    public string? HidingState { get; init; }
    public string? HidingReason { get; init; }
    public string? HidingAs { get; init; }
    public DateTimeOffset? HidingAt { get; init; }

    /// <summary>As a search looks for it.</summary>
    public string Sought => VoiceFields.Sought(Words);

    public VoiceAudience AudienceNow => StateText.Read<VoiceAudience>(Audience);

    /// <summary>The voice, or null where there is none.</summary>
    public static Task<VoiceRow?> LoadOrNull(Session session, string voiceId) => session.One<VoiceRow>(Select, new { voiceId });

    /// <summary>One that this caller may read.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<VoiceRow> Load(Session session, string voiceId, Caller caller) =>
        await LoadOrNull(session, voiceId) is { } voice && voice.IsFor(caller) ? voice : throw NotFound();

    /// <summary>The one of a secret.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<VoiceRow> LoadBySecret(Session session, string secret) =>
        await session.One<VoiceRow>(SelectByHash, new { hash = LinkSecret.HashToOpen(secret) }) ?? throw LinkSecret.OpensNothing();

    /// <summary>The voice, held until the transaction ends; null where it has gone.</summary>
    public static async Task<VoiceRow?> LockOrNull(Transaction transaction, string voiceId) =>
        await transaction.One<string>(LockVoice, new { voiceId }) is null ? null : await LoadOrNull(transaction, voiceId);

    /// <summary>Those of them that everybody may read, all held until the transaction ends.</summary>
    public static async Task<IReadOnlyList<VoiceRow>> LockPublic(Transaction transaction, IReadOnlyCollection<string> voiceIds)
    {
        await transaction.Many<string>(LockEach, new { voiceIds = Sql.List(voiceIds) });
        return await LoadPublic(transaction, voiceIds);
    }

    /// <summary>Those of them that everybody may read.</summary>
    public static Task<IReadOnlyList<VoiceRow>> LoadPublic(Session session, IReadOnlyCollection<string> voiceIds) =>
        session.Many<VoiceRow>(SelectPublic, new { voiceIds = Sql.List(voiceIds) });

    public static Refusal NotFound() => new(ProposalsReasons.VoiceNotFound, field: "voice_id");

    /// <summary>A number by lot, where a voice stands among the others.</summary>
    public static long DrawPlace() => RandomNumberGenerator.GetInt32(1, (int)Places);

    /// <summary>The number by which places are shuffled for a visitor.</summary>
    public static long Shuffle(long seed) => (long)((ulong)seed % (Places - 1)) + 1;

    /// <summary>Keeps it.</summary>
    /// <exception cref="Refusal">Its secret was used before.</exception>
    public async Task Add(Transaction transaction, string field)
    {
        try
        {
            await transaction.Execute(Insert, this);
        }
        catch (DbException taken) when (Dialect.IsUniqueViolation(taken))
        {
            throw Refusal.At(field, ProposalsReasons.SecretWrong);
        }
    }

    /// <summary>Deletes it and all that was said of it: nothing is kept but how often something was hidden.</summary>
    public async Task Delete(Transaction transaction)
    {
        await Flags.SettleAll(transaction, RoundId, VoiceId);
        await transaction.Execute(DeleteHiding, this);
        await GoneVoices.Of(transaction, [VoiceId]);
        await transaction.Execute(DeleteVoice, this);
    }

    /// <summary>Where it stands in a list that is shuffled for one visitor.</summary>
    public PageKey KeyIn(long shuffle) => new(Place * shuffle % Places, VoiceId);

    public bool IsBy(Caller caller) => caller.IsSignedIn && caller.Subject == SpeakerSubject;

    /// <summary>The caller may read that it is there; whether its words as well, <see cref="ToMessage"/> says.</summary>
    public bool IsFor(Caller caller) => AudienceNow != VoiceAudience.Council || SeesAll(caller);

    private bool SeesAll(Caller caller) => IsBy(caller) || (caller.IsOfficer() && caller.MayActIn(AreaCode));

    /// <summary>As <paramref name="caller"/> sees it: whatever shows voices to anybody is made from here.</summary>
    public Voice ToMessage(Caller caller) => ToMessage(IsBy(caller), SeesAll(caller));

    /// <summary>As whoever said it sees it: by an account, or by a link.</summary>
    public Voice ToMessage() => ToMessage(mine: true, seesAll: true);

    /// <summary>The same for whoever is meant.</summary>
    /// <param name="seesAll">False for what everybody sees, who reads nothing that is hidden.</param>
    public Voice ToMessage(bool mine, bool seesAll)
    {
        var hiding = HidingRow.ToMessage(HidingState, HidingReason, HidingAs, HidingAt);
        var shows = hiding is null || seesAll;
        return new Voice
        {
            VoiceId = VoiceId,
            RoundId = RoundId,
            QuestionId = QuestionId,
            AreaCode = AreaCode,
            Words = shows ? Words : "",
            Language = Language,
            Audience = AudienceNow,
            FirstName = shows ? FirstName : "",
            WrittenDown = LinkId is not null,
            SayTime = SaidAt.ToTimestamp(),
            Mine = mine,
            Hiding = hiding,
            File = shows ? FileMessage() : null,
        };
    }

    private VoiceFile? FileMessage() => FileKind == NoFile ? null : new VoiceFile
    {
        Kind = StateText.Read<VoiceFileKind>(FileKind),
        MediaType = MediaType ?? "",
        SizeBytes = SizeBytes ?? 0,
        Seconds = Seconds ?? 0,
        Width = Width ?? 0,
        Height = Height ?? 0,
    };
}
