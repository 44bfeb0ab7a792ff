using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Desk;

/// <summary>What an officer noted of an idea, for officers of its area alone.</summary>
internal sealed record NoteRow
{
    private static readonly Sql Select = new("""
        SELECT words, written_by, written_at FROM case_note WHERE round_id = @roundId AND proposal_id = @proposalId ORDER BY sequence
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO case_note (round_id, proposal_id, words, written_by, written_at)
        VALUES (@roundId, @proposalId, @Words, @WrittenBy, @WrittenAt)
        """);

    public string Words { get; init; } = "";
    public string WrittenBy { get; init; } = "";
    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>Every note of an idea, in the order in which they were written.</summary>
    public static Task<IReadOnlyList<NoteRow>> Load(Session session, string roundId, string proposalId) =>
        session.Many<NoteRow>(Select, new { roundId, proposalId });

    public Task Add(Transaction transaction, string roundId, string proposalId) =>
        transaction.Execute(Insert, new { roundId, proposalId, Words, WrittenBy, WrittenAt });

    public CaseNote ToMessage() => new() { Words = Words, WrittenBy = WrittenBy, Time = WrittenAt.ToTimestamp() };
}
