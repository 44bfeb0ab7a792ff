using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>A date of a round that was moved: what it was, by whose decision and why.</summary>
internal sealed record DateChangeRow
{
    private static readonly Sql Select = new("""
        SELECT round_id, number, phase, was, became, decided_at, decided_by, reason FROM date_change
        WHERE round_id IN (SELECT item FROM {texts @roundIds} AS given)
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO date_change (round_id, number, phase, was, became, decided_at, decided_by, reason)
        VALUES (@RoundId, @Number, @Phase, @Was, @Became, @DecidedAt, @DecidedBy, @Reason)
        """);

    public string RoundId { get; init; } = "";

    /// <summary>Of the decision, from 1.</summary>
    public int Number { get; init; }

    /// <summary>As <see cref="StateText"/> writes a <see cref="V1.Phase"/>: whose beginning was moved.</summary>
    public string Phase { get; init; } = "";

    public DateTimeOffset Was { get; init; }
    public DateTimeOffset Became { get; init; }
    public DateTimeOffset DecidedAt { get; init; }
    public string DecidedBy { get; init; } = "";
    public string Reason { get; init; } = "";

    public Phase PhaseNow => StateText.Read<Phase>(Phase);

    /// <summary>The changes of these rounds, oldest first.</summary>
    public static async Task<IReadOnlyList<DateChangeRow>> Load(Session session, IEnumerable<string> roundIds) =>
        [.. (await session.Many<DateChangeRow>(Select, new { roundIds = Sql.List(roundIds) }))
            .OrderBy(change => change.Number).ThenBy(change => change.PhaseNow)];

    /// <summary>The number of the decision that comes after these, which are oldest first.</summary>
    public static int NextNumber(IReadOnlyList<DateChangeRow> earlier) => (earlier.Count > 0 ? earlier[^1].Number : 0) + 1;

    /// <summary>Puts it on record.</summary>
    public Task Record(Transaction transaction) => transaction.Execute(Insert, this);
}
