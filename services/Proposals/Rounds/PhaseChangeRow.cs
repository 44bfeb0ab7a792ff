using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>A round entered a phase: when, by whose decision and why.</summary>
internal sealed record PhaseChangeRow
{
    private static readonly Sql Select = new("""
        SELECT round_id, phase, changed_at, decided_by, reason FROM phase_change
        WHERE round_id IN (SELECT item FROM {texts @roundIds} AS given)
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO phase_change (round_id, phase, changed_at, decided_by, reason)
        VALUES (@RoundId, @Phase, @ChangedAt, @DecidedBy, @Reason)
        """);

    public string RoundId { get; init; } = "";
    /// <summary>As <see cref="StateText"/> writes a <see cref="V1.Phase"/>.</summary>
    public string Phase { get; init; } = "";

    public DateTimeOffset ChangedAt { get; init; }
    public string DecidedBy { get; init; } = "";
    public string Reason { get; init; } = "";

    public Phase PhaseNow => StateText.Read<Phase>(Phase);

    /// <summary>The changes of these rounds, oldest first.</summary>
    public static async Task<IReadOnlyList<PhaseChangeRow>> Load(Session session, IEnumerable<string> roundIds) =>
        [.. (await session.Many<PhaseChangeRow>(Select, new { roundIds = Sql.List(roundIds) })).OrderBy(change => change.PhaseNow)];

    /// <summary>Puts it on record.</summary>
    public Task Record(Transaction transaction) => transaction.Execute(Insert, this);
}
