using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Versions;

/// <summary>What an author added once the words stood. It is never changed; it is hidden with the words of its idea.</summary>
internal sealed record NoteRow
{
    /// <summary>How many an idea has at most.</summary>
    internal const int Most = 20;

    private static readonly Sql Select = new("""
        SELECT note_id, round_id, proposal_id, number, words, noted_at FROM proposal_note
        WHERE round_id = @roundId AND proposal_id = @proposalId ORDER BY number
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO proposal_note (note_id, round_id, proposal_id, number, words, author_subject, noted_at)
        VALUES (@NoteId, @RoundId, @ProposalId, @Number, @Words, @AuthorSubject, @NotedAt)
        """);

    public string NoteId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string ProposalId { get; init; } = "";
    public int Number { get; init; }
    public string Words { get; init; } = "";
    public string AuthorSubject { get; init; } = "";
    public DateTimeOffset NotedAt { get; init; }

    /// <summary>Those of an idea, the oldest first, but for who wrote them.</summary>
    public static Task<IReadOnlyList<NoteRow>> Load(Session session, string roundId, string proposalId) =>
        session.Many<NoteRow>(Select, new { roundId, proposalId });

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    public ProposalNote ToMessage() => new() { NoteId = NoteId, Words = Words, Time = NotedAt.ToTimestamp() };
}
