using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Questions;

/// <summary>An open question as it is stored, and whether somebody has answered.</summary>
internal sealed record QuestionRow
{
    /// <summary>What every query of questions reads; the table is <c>q</c>.</summary>
    public const string Columns = """
        q.sequence, q.question_id, q.round_id, q.area_code, q.words, q.opens_at, q.closes_at, q.asked_by, q.asked_at, q.ended_at,
        q.ended_by, q.replaced_by,
        (SELECT COUNT(*) FROM voice WHERE voice.question_id = q.question_id AND voice.audience <> 'COUNCIL') AS voices,
        CASE WHEN EXISTS (SELECT 1 FROM voice WHERE voice.question_id = q.question_id)
            OR EXISTS (SELECT 1 FROM written_voice WHERE written_voice.question_id = q.question_id) THEN 1 ELSE 0 END AS answered
        """;

    private static readonly Sql Select = new($"SELECT {Columns} FROM open_question q WHERE q.question_id = @questionId");

    // Whoever answers takes the question first, so that it is not changed under their words.
    private static readonly Sql LockQuestion = new($"SELECT {Columns} FROM open_question q {{lock}} WHERE q.question_id = @questionId");

    private static readonly Sql SelectOfRound = new(
        $"SELECT {Columns} FROM open_question q WHERE q.round_id = @roundId ORDER BY q.sequence");

    private static readonly Sql Insert = new("""
        INSERT INTO open_question (question_id, round_id, area_code, words, opens_at, closes_at, asked_by, asked_at)
        VALUES (@QuestionId, @RoundId, @AreaCode, @Words, @OpensAt, @ClosesAt, @AskedBy, @AskedAt)
        """);

    private static readonly Sql Update = new("""
        UPDATE open_question SET words = @Words, opens_at = @OpensAt, closes_at = @ClosesAt WHERE question_id = @QuestionId
        """);

    private static readonly Sql UpdateEnd = new("""
        UPDATE open_question SET ended_at = @EndedAt, ended_by = @EndedBy, replaced_by = @ReplacedBy
        WHERE question_id = @QuestionId AND ended_at IS NULL
        """);

    public long Sequence { get; init; }
    public string QuestionId { get; init; } = "";
    public string RoundId { get; init; } = "";

    /// <summary>Null asks in all areas.</summary>
    public string? AreaCode { get; init; }

    public string Words { get; init; } = "";
    public DateTimeOffset OpensAt { get; init; }
    public DateTimeOffset ClosesAt { get; init; }
    public string AskedBy { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? EndedBy { get; init; }
    public string? ReplacedBy { get; init; }

    /// <summary>How many voices everybody may read.</summary>
    public int Voices { get; init; }

    /// <summary>Somebody has answered, or a listener has written down what somebody said.</summary>
    public bool Answered { get; init; }

    /// <summary>The question, to look at.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<QuestionRow> Load(Session session, string questionId, string field = "question_id") =>
        await session.One<QuestionRow>(Select, new { questionId }) ?? throw NotFound(field);

    /// <summary>The question, held until the transaction ends.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<QuestionRow> Lock(Transaction transaction, string questionId, string field = "question_id") =>
        await transaction.One<QuestionRow>(LockQuestion, new { questionId }) ?? throw NotFound(field);

    /// <summary>Every question of a round, in the order in which they were asked.</summary>
    public static Task<IReadOnlyList<QuestionRow>> LoadOfRound(Session session, string roundId) =>
        session.Many<QuestionRow>(SelectOfRound, new { roundId });

    public static Refusal NotFound(string field) => new(ProposalsReasons.QuestionNotFound, field: field);

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    public Task Change(Transaction transaction) => transaction.Execute(Update, this);

    public Task End(Transaction transaction) => transaction.Execute(UpdateEnd, this);

    /// <summary>It is asked now, or will be.</summary>
    public bool IsLive(DateTimeOffset now) => EndedAt is null && ClosesAt > now;

    /// <summary>It is asked in that area.</summary>
    public bool IsAskedIn(string areaCode) => AreaCode is null || AreaCode == areaCode;

    /// <summary>The areas of which an officer of this question is one.</summary>
    public IEnumerable<string> AreasOf(IEnumerable<AreaRow> areas) =>
        AreaCode is { } one ? [one] : areas.Select(area => area.AreaCode);

    /// <summary>People may answer now.</summary>
    public bool TakesVoices(Phase phase, DateTimeOffset now) => phase == Phase.Listening && IsLive(now) && OpensAt <= now;

    /// <summary>Of which area an answer is: the one that was given, or the question's own. Pure.</summary>
    /// <param name="given">May be empty where the question, or the round, has one area only.</param>
    /// <param name="field">Where the area stands in the request.</param>
    /// <exception cref="Refusal">Nobody answers now, or the area is another.</exception>
    public string AreaOfAnswer(RoundRow round, IReadOnlyList<AreaRow> areas, string given, string field, DateTimeOffset now)
    {
        Phases.CheckListens(round.PhaseNow);
        if (!IsLive(now))
        {
            throw new Refusal(ProposalsReasons.QuestionIsOver);
        }

        if (OpensAt > now)
        {
            throw new Refusal(ProposalsReasons.QuestionNotYet, [("opens", OpensAt)]);
        }

        var asked = areas.Where(area => IsAskedIn(area.AreaCode)).Select(area => area.AreaCode).ToList();
        return given.Length == 0 && asked is [var only] ? only
            : asked.Contains(given) ? given
            : throw Refusal.At(field, ProposalsReasons.AreaNotAsked);
    }

    public OpenQuestion ToMessage(Phase phase, DateTimeOffset now) => new()
    {
        QuestionId = QuestionId,
        RoundId = RoundId,
        AreaCode = AreaCode ?? "",
        Words = Words,
        OpenTime = OpensAt.ToTimestamp(),
        CloseTime = ClosesAt.ToTimestamp(),
        AskedBy = AskedBy,
        AskTime = AskedAt.ToTimestamp(),
        EndTime = EndedAt?.ToTimestamp(),
        EndedBy = EndedBy ?? "",
        ReplacedBy = ReplacedBy ?? "",
        Voices = Voices,
        Answered = Answered,
        TakesVoices = TakesVoices(phase, now),
    };
}
