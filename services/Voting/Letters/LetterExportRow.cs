using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.V1;

namespace Participatory.Voting.Letters;

/// <summary>That somebody asked for the codes of a batch, with what the batch is.</summary>
internal sealed record LetterExportRow
{
    /// <summary>What a statement reads from <c>letter_export e JOIN letter_batch b</c>.</summary>
    public const string Columns = """
        e.poll_id, e.export_id, e.batch, e.state, e.reason, e.printer, e.asked_by, e.asked_as, e.asked_at, e.agreed_by, e.agreed_as,
            e.agreed_at, e.taken_with, e.taken_at, b.area_code, b.letters
        """;

    private static readonly Sql Select = new("SELECT " + Columns + """
        , w.heading, w.words
         FROM letter_export e JOIN letter_batch b ON b.poll_id = e.poll_id AND b.batch = e.batch
            LEFT JOIN letter_words w ON w.version = b.words_version
        WHERE e.poll_id = @pollId AND e.export_id = @exportId
        """);

    public string PollId { get; init; } = "";
    public string ExportId { get; init; } = "";
    public int Batch { get; init; }

    /// <summary>As <see cref="StateText"/> writes a <see cref="LetterExportState"/>.</summary>
    public string State { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>The printer's certificate as PEM; empty where the codes are handed over in clear.</summary>
    public string Printer { get; init; } = "";

    public string AskedBy { get; init; } = "";
    public string AskedAs { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public string? AgreedBy { get; init; }
    public string? AgreedAs { get; init; }
    public DateTimeOffset? AgreedAt { get; init; }

    /// <summary>The request that took the codes.</summary>
    public string? TakenWith { get; init; }

    public DateTimeOffset? TakenAt { get; init; }
    public string AreaCode { get; init; } = "";
    public long Letters { get; init; }

    /// <summary>The council's own words over the letters; null or empty where they are ours, and in lists.</summary>
    public string? Heading { get; init; }

    /// <summary>The council's own paragraphs in the letters; null or empty where they are ours, and in lists.</summary>
    public string? Words { get; init; }

    public LetterExportState StateNow => StateText.Read<LetterExportState>(State);

    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<LetterExportRow> Load(Session session, string pollId, string exportId) =>
        await session.One<LetterExportRow>(Select, new { pollId, exportId })
        ?? throw new Refusal(VotingReasons.LetterExportNotFound, field: "export_id");

    /// <summary>As the world sees it.</summary>
    public LetterExport ToMessage(Caller caller)
    {
        var message = new LetterExport
        {
            ExportId = ExportId, PollId = PollId, Batch = Batch, AreaCode = AreaCode, Letters = Letters, State = StateNow, Reason = Reason,
            AskedBy = AskedAs, AskTime = AskedAt.ToTimestamp(), AgreedBy = AgreedAs ?? "", AgreeTime = AgreedAt?.ToTimestamp(),
            TakeTime = TakenAt?.ToTimestamp(), Mine = AskedBy == caller.Subject, Heading = Heading ?? "", Words = Words ?? "",
        };
        if (Printer.Length > 0)
        {
            (message.PrinterFingerprint, message.PrinterName) = PrinterCertificate.Told(Printer);
        }

        return message;
    }
}
