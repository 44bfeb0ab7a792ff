using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Platform.Moderation;

/// <summary>What people said of words or a picture, until an officer has decided. Who said it is not written down.</summary>
public static class Flags
{
    /// <summary>As many as an officer reads; what comes after them says nothing new.</summary>
    public const int Most = 100;

    /// <summary>
    /// What an officer has to look at: it was flagged, it waits, or its author asked for a second look. A table for statements, which is
    /// called <c>waiting</c> and has the columns <c>scope_id</c>, <c>item_id</c> and <c>part</c>.
    /// </summary>
    public const string Waiting = """
        (SELECT scope_id, item_id, part FROM flag
            UNION SELECT scope_id, item_id, part FROM hiding WHERE hiding.state IN ('WAITING', 'SECOND_LOOK')) waiting
        """;

    private static readonly Sql Insert = new("""
        INSERT INTO flag (flag_id, scope_id, item_id, part, reason, note, flagged_at)
        SELECT @flagId, @scopeId, @itemId, @part, @reason, @note, @now
        WHERE (SELECT COUNT(*) FROM flag WHERE scope_id = @scopeId AND item_id = @itemId AND part = @part) < @most
        """);

    private static readonly Sql InsertStep = new("""
        INSERT INTO hiding_step (scope_id, item_id, part, step, reason, decided_as, step_at)
        VALUES (@scopeId, @itemId, @part, 'FLAGGED', @reason, '', @now)
        """);

    private static readonly Sql Select = new("""
        SELECT reason, note, flagged_at FROM flag WHERE scope_id = @scopeId AND item_id = @itemId AND part = @part
        ORDER BY flagged_at DESC, flag_id DESC {limit @most}
        """);

    private static readonly Sql DeleteSettled = new("DELETE FROM flag WHERE scope_id = @ScopeId AND item_id = @ItemId AND part = @Part");

    private static readonly Sql DeleteAll = new("DELETE FROM flag WHERE scope_id = @scopeId AND item_id = @itemId");

    private static readonly Sql Count = new("""
        SELECT step, reason, COUNT(*) AS total FROM hiding_step GROUP BY step, reason ORDER BY step, reason
        """);

    /// <summary>Keeps one.</summary>
    /// <exception cref="Refusal">There are as many as an officer can read.</exception>
    public static async Task Keep(
        Transaction transaction, HidingRow about, HidingReason because, string note, DateTimeOffset now)
    {
        var flagId = Guid.CreateVersion7().ToString();
        var (scopeId, itemId, part, reason) = (about.ScopeId, about.ItemId, about.Part, StateText.Of(because));
        if (await transaction.Execute(Insert, new { flagId, scopeId, itemId, part, reason, note, now, most = Most })
            .ConfigureAwait(false) == 0)
        {
            throw new Refusal(ModerationReasons.FlagsFull);
        }

        await transaction.Execute(InsertStep, new { scopeId, itemId, part, reason, now }).ConfigureAwait(false);
    }

    /// <summary>The latest first.</summary>
    public static async Task<IEnumerable<Flag>> Load(Session session, string scopeId, string itemId, string part) =>
        (await session.Many<FlagRow>(Select, new { scopeId, itemId, part, most = Most }).ConfigureAwait(false)).Select(row => new Flag
        {
            Reason = StateText.Read<HidingReason>(row.Reason), Note = row.Note, Time = row.FlaggedAt.ToTimestamp(),
        });

    /// <summary>An officer has decided: what was said is settled, and nothing of it is kept but that it was said.</summary>
    public static Task Settle(Transaction transaction, HidingRow about) => transaction.Execute(DeleteSettled, about);

    /// <summary>Nobody reads any part of it any more, so nobody has to look at it.</summary>
    public static Task SettleAll(Transaction transaction, string scopeId, string itemId) =>
        transaction.Execute(DeleteAll, new { scopeId, itemId });

    /// <summary>How often each step was taken, and for which reason.</summary>
    public static async Task<IEnumerable<HidingCount>> LoadCounts(Session session) =>
        (await session.Many<CountRow>(Count).ConfigureAwait(false)).Select(row => new HidingCount
        {
            Step = row.Step,
            Reason = row.Reason.Length == 0 ? HidingReason.Unspecified : StateText.Read<HidingReason>(row.Reason),
            Count = row.Total,
        });

    private sealed record FlagRow
    {
        public string Reason { get; init; } = "";
        public string Note { get; init; } = "";
        public DateTimeOffset FlaggedAt { get; init; }
    }

    private sealed record CountRow
    {
        public string Step { get; init; } = "";
        public string Reason { get; init; } = "";
        public long Total { get; init; }
    }
}
