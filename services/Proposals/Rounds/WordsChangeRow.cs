using Participatory.Platform.Storage;

namespace Participatory.Proposals.Rounds;

/// <summary>Words of a round that were corrected: what they were, by whose decision and why.</summary>
internal sealed record WordsChangeRow
{
    private static readonly Sql Select = new("""
        SELECT round_id, number, area_code, was, decided_at, decided_by, reason FROM words_change
        WHERE round_id IN (SELECT item FROM {texts @roundIds} AS given)
        ORDER BY round_id, number, area_code
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO words_change (round_id, number, area_code, was, decided_at, decided_by, reason)
        VALUES (@RoundId, @Number, @AreaCode, @Was, @DecidedAt, @DecidedBy, @Reason)
        """);

    public string RoundId { get; init; } = "";

    /// <summary>Of the decision, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The area whose name it was; empty for the description of the round.</summary>
    public string AreaCode { get; init; } = "";

    public string Was { get; init; } = "";
    public DateTimeOffset DecidedAt { get; init; }
    public string DecidedBy { get; init; } = "";
    public string Reason { get; init; } = "";

    /// <summary>The changes of these rounds, each round's oldest first.</summary>
    public static Task<IReadOnlyList<WordsChangeRow>> Load(Session session, IEnumerable<string> roundIds) =>
        session.Many<WordsChangeRow>(Select, new { roundIds = Sql.List(roundIds) });

    /// <summary>Puts it on record.</summary>
    public Task Record(Transaction transaction) => transaction.Execute(Insert, this);
}
