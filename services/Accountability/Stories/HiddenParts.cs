using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Accountability.Stories;

/// <summary>The parts of stories that an officer has hidden.</summary>
internal static class HiddenParts
{
    private static readonly Sql Select = new("""
        SELECT item_id, state, reason, decided_as, decided_at FROM hiding
        WHERE scope_id IN (SELECT item FROM {texts @reportIds} AS given) AND state IN ('HIDDEN', 'SECOND_LOOK', 'KEPT_HIDDEN')
        """);

    /// <summary>By the id of the part.</summary>
    public static async Task<IReadOnlyDictionary<string, Hiding>> Load(Session session, IReadOnlyList<string> reportIds) =>
        (await session.Many<HiddenRow>(Select, new { reportIds = Sql.List(reportIds) })).ToDictionary(
            row => row.ItemId, row => HidingRow.ToMessage(row.State, row.Reason, row.DecidedAs, row.DecidedAt)!, StringComparer.Ordinal);

    /// <summary>Whether one of them is.</summary>
    public static async Task<bool> LoadIs(Session session, string reportId, string partId) =>
        (await Load(session, [reportId])).ContainsKey(partId);

    private sealed record HiddenRow
    {
        public string ItemId { get; init; } = "";
        public string State { get; init; } = "";
        public string Reason { get; init; } = "";
        public string DecidedAs { get; init; } = "";
        public DateTimeOffset DecidedAt { get; init; }
    }
}
