using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;

namespace Participatory.Accountability.Voices;

/// <summary>A voice note of a story, without its bytes.</summary>
internal sealed record VoiceRow
{
    /// <summary>How many voice notes a story can hold.</summary>
    public const int MaxOfStory = 3;

    /// <summary>Their bytes.</summary>
    public static readonly FilePieces Pieces = new("voice_piece");

    private const string Select = """
        SELECT voice.voice_id, voice.report_id, voice.place, voice.media_type, voice.seconds, voice.size_bytes, part.audience,
            transcript.words AS transcript
        FROM voice
        LEFT JOIN part ON part.part_id = voice.voice_id
        LEFT JOIN transcript ON transcript.voice_id = voice.voice_id
        """;

    private static readonly Sql SelectOfReports = new(
        $"{Select} WHERE voice.report_id IN (SELECT item FROM {{texts @reportIds}} AS given) ORDER BY voice.report_id, voice.added_at, "
            + "voice.voice_id");

    private static readonly Sql SelectOne = new($"{Select} WHERE voice.voice_id = @voiceId");

    public string VoiceId { get; init; } = "";
    public string ReportId { get; init; } = "";
    public int Place { get; init; }
    public string MediaType { get; init; } = "";
    public int Seconds { get; init; }
    public long SizeBytes { get; init; }
    public string? Transcript { get; init; }

    /// <summary>Whom it is for; null until its story is sent.</summary>
    public string? Audience { get; init; }

    /// <summary>The voice notes by report, in the order in which they were added.</summary>
    public static async Task<ILookup<string, VoiceRow>> LoadOfReports(Session session, IReadOnlyList<string> reportIds) =>
        (await session.Many<VoiceRow>(SelectOfReports, new { reportIds = Sql.List(reportIds) }))
            .ToLookup(voice => voice.ReportId, StringComparer.Ordinal);

    /// <summary>The voice note, or null where there is none with that id.</summary>
    public static Task<VoiceRow?> LoadOrNull(Session session, string voiceId) => session.One<VoiceRow>(SelectOne, new { voiceId });

    /// <summary>The same for a voice note that is not there and one that is not shared with the caller.</summary>
    public static Refusal NotFound() =>
        new(AccountabilityReasons.VoiceNotFound, field: "voice_id");

    public Voice ToMessage() => new()
    {
        VoiceId = VoiceId,
        MediaType = MediaType,
        SizeBytes = SizeBytes,
        Seconds = Seconds,
        Transcript = Transcript ?? "",
        Audience = Names.AudienceOf(Audience),
    };
}
