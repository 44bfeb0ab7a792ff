using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Commitments;

/// <summary>What the council answered to a priority, as it is stored. It never changes.</summary>
internal sealed record PriorityAnswerRow
{
    private static readonly Sql Select = new("""
        SELECT commitment_id, answer, words, answered_by, answered_at, promise_id FROM priority_answer
        WHERE commitment_id IN (SELECT item FROM {texts @commitmentIds} AS given)
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO priority_answer (commitment_id, answer, words, answered_by, answered_at, promise_id)
        VALUES (@CommitmentId, @Answer, @Words, @AnsweredBy, @AnsweredAt, @PromiseId)
        """);

    public string CommitmentId { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="PriorityAnswerKind"/>.</summary>
    public string Answer { get; init; } = "";

    public string Words { get; init; } = "";
    public string AnsweredBy { get; init; } = "";
    public DateTimeOffset AnsweredAt { get; init; }

    /// <summary>The promise that came with it; empty where none did.</summary>
    public string PromiseId { get; init; } = "";

    /// <summary>By promise, those that there are.</summary>
    public static async Task<IReadOnlyDictionary<string, PriorityAnswerRow>> Load(Session session, IEnumerable<string> commitmentIds) =>
        (await session.Many<PriorityAnswerRow>(Select, new { commitmentIds = Sql.List(commitmentIds) }))
            .ToDictionary(row => row.CommitmentId, StringComparer.Ordinal);

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    public PriorityAnswer ToMessage() => new()
    {
        Answer = StateText.Read<PriorityAnswerKind>(Answer),
        Words = Words,
        AnsweredBy = AnsweredBy,
        AnswerTime = AnsweredAt.ToTimestamp(),
        PromiseId = PromiseId,
    };
}
