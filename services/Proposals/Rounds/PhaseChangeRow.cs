using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
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

    private static readonly Sql Update = new("UPDATE round SET phase = @to WHERE round_id = @RoundId AND phase = @from");

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

    /// <summary>Somebody decided that a round enters a phase.</summary>
    public static PhaseChangeRow By(Caller caller, RoundRow round, Phase phase, string reason, DateTimeOffset now) => new()
    {
        RoundId = round.RoundId, Phase = StateText.Of(phase), ChangedAt = now, DecidedBy = caller.Signature(), Reason = reason,
    };

    /// <summary>Puts it on record.</summary>
    public Task Record(Transaction transaction) => transaction.Execute(Insert, this);

    /// <summary>Moves the round, which is held, out of the phase in which it was found, and puts that on record.</summary>
    public async Task Enter(Transaction transaction, RoundRow round)
    {
        if (await transaction.Execute(Update, new { RoundId, from = round.Phase, to = Phase }) != 1)
        {
            throw new InvalidOperationException($"The round {RoundId} moved on while its row was held.");
        }

        await Record(transaction);
    }
}
