using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Enquiries;

/// <summary>An answer as it is stored, with the latest version of its words.</summary>
internal sealed record AnswerRow
{
    // Whoever proposed the idea comes first.
    private static readonly Sql SelectOf = new("""
        SELECT a.answer_id, a.enquiry_id, e.round_id, a.by_council, a.author_subject, a.signed_as, a.versions, a.answered_at, a.thanked_at,
            v.words, v.written_at,
            hid.state AS hiding_state, hid.reason AS hiding_reason, hid.decided_as AS hiding_as, hid.decided_at AS hiding_at
        FROM enquiry_answer a JOIN enquiry e ON e.enquiry_id = a.enquiry_id
        JOIN answer_version v ON v.answer_id = a.answer_id AND v.version = a.versions
        LEFT JOIN hiding hid ON hid.scope_id = e.round_id AND hid.item_id = a.answer_id AND hid.part = 'ANSWER'
        WHERE a.enquiry_id IN (SELECT item FROM {texts @enquiryIds} AS given)
        ORDER BY a.enquiry_id, a.by_council
        """);

    private static readonly Sql SelectEarlier = new("""
        SELECT v.words, v.written_at FROM answer_version v WHERE v.answer_id = @answerId AND v.version < @versions ORDER BY v.version
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO enquiry_answer (answer_id, enquiry_id, by_council, author_subject, signed_as, versions, answered_at)
        VALUES (@AnswerId, @EnquiryId, @ByCouncil, @AuthorSubject, @SignedAs, @Versions, @AnsweredAt)
        """);

    private static readonly Sql Update = new("""
        UPDATE enquiry_answer SET versions = @Versions, author_subject = @AuthorSubject, signed_as = @SignedAs
        WHERE answer_id = @AnswerId AND versions = @Versions - 1
        """);

    private static readonly Sql InsertVersion = new("""
        INSERT INTO answer_version (answer_id, version, words, author_subject, written_at)
        VALUES (@AnswerId, @Versions, @Words, @WriterSubject, @WrittenAt)
        """);

    private static readonly Sql UpdateThanked = new("""
        UPDATE enquiry_answer SET thanked_at = @ThankedAt WHERE answer_id = @AnswerId AND thanked_at IS NULL
        """);

    public string AnswerId { get; init; } = "";
    public string EnquiryId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public bool ByCouncil { get; init; }

    /// <summary>Of the latest version.</summary>
    public string AuthorSubject { get; init; } = "";

    /// <summary>Who of several wrote the latest version; empty of the council's, which has one author.</summary>
    public string WriterSubject => ByCouncil ? "" : AuthorSubject;

    /// <summary>Name and role of the officer; empty where whoever proposed the idea answers.</summary>
    public string SignedAs { get; init; } = "";

    /// <summary>How often it was written; the latest version has this number.</summary>
    public int Versions { get; init; }

    public DateTimeOffset AnsweredAt { get; init; }
    public DateTimeOffset? ThankedAt { get; init; }

    /// <summary>Of the latest version.</summary>
    public string Words { get; init; } = "";

    public DateTimeOffset WrittenAt { get; init; }
    public string? HidingState { get; init; }
    public string? HidingReason { get; init; }
    public string? HidingAs { get; init; }
    public DateTimeOffset? HidingAt { get; init; }

    public bool IsHidden => EnquiryRow.Hides(HidingState);

    /// <summary>All that was answered, to look for names in.</summary>
    public string AllWords => $"{Words}\n{SignedAs}";

    /// <summary>The answers of these questions.</summary>
    public static Task<IReadOnlyList<AnswerRow>> LoadOf(Session session, IEnumerable<string> enquiryIds) =>
        session.Many<AnswerRow>(SelectOf, new { enquiryIds = Sql.List(enquiryIds) });

    public static Refusal NotFound() => new(ProposalsReasons.AnswerNotFound, field: "answer_id");

    /// <summary>What stood there before, the oldest first.</summary>
    public async Task<IEnumerable<AnswerVersion>> LoadEarlier(Session session) =>
        (await session.Many<VersionRow>(SelectEarlier, new { answerId = AnswerId, versions = Versions }))
            .Select(row => new AnswerVersion { Words = row.Words, WriteTime = row.WrittenAt.ToTimestamp() });

    /// <summary>Writes the latest version, and the answer where it is new.</summary>
    public async Task Write(Transaction transaction)
    {
        if (await transaction.Execute(Versions == 1 ? Insert : Update, this) != 1)
        {
            throw new InvalidOperationException($"The answer {AnswerId} changed while its question was held.");
        }

        await transaction.Execute(InsertVersion, this);
    }

    /// <summary>Notes that whoever asked said thanks.</summary>
    public Task WriteThanks(Transaction transaction) => transaction.Execute(UpdateThanked, this);

    public bool IsBy(Caller caller) => caller.IsSignedIn && caller.Subject == AuthorSubject;

    /// <param name="seesAll">The caller is an officer of the area.</param>
    public EnquiryAnswer ToMessage(Caller caller, bool seesAll)
    {
        var hiding = HidingRow.ToMessage(HidingState, HidingReason, HidingAs, HidingAt);
        return new EnquiryAnswer
        {
            AnswerId = AnswerId,
            Words = hiding is null || seesAll || IsBy(caller) ? Words : "",
            AnsweredBy = SignedAs,
            AnswerTime = AnsweredAt.ToTimestamp(),
            ChangeTime = Versions > 1 ? WrittenAt.ToTimestamp() : null,
            Thanked = ThankedAt is not null,
            Mine = IsBy(caller),
            Hiding = hiding,
            Version = Versions,
        };
    }

    private sealed record VersionRow
    {
        public string Words { get; init; } = "";
        public DateTimeOffset WrittenAt { get; init; }
    }
}
