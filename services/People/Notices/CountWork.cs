using Participatory.Contracts;
using Participatory.People.Groups;
using Participatory.People.Staff;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>Counts the groups that wait for an officer. They are here, so nobody has to be told of it first.</summary>
internal static class CountWork
{
    private static readonly Sql CountGroups = new($$"""
        SELECT g.area_code, COUNT(*) AS many FROM community_group g
        JOIN {{Flags.Waiting}} ON waiting.scope_id = 'groups' AND waiting.item_id = g.group_id AND waiting.part = 'GROUP'
        GROUP BY g.area_code ORDER BY g.area_code
        """);

    /// <summary>A line for each area.</summary>
    public static async Task<IReadOnlyList<WorkLine>> Load(Session session, DateTimeOffset now)
    {
        var rows = await session.Many<AreaRow>(CountGroups);
        return rows.Count == 0 ? [] : Decide(rows, await StaffRoleRow.LoadAreas(session, now));
    }

    /// <summary>What is of an area that nobody looks after is for every officer (<see cref="GroupRow.IsLookedAfterBy"/>). Pure.</summary>
    internal static IReadOnlyList<WorkLine> Decide(IEnumerable<AreaRow> rows, IReadOnlySet<string> lookedAfter) =>
    [
        .. rows.GroupBy(row => lookedAfter.Contains(row.AreaCode) ? row.AreaCode : "", StringComparer.Ordinal)
            .Select(ofArea => new WorkLine(WorkKinds.GroupsToLookAt, "", "", ofArea.Sum(row => row.Many), ofArea.Key)),
    ];

    /// <summary>How many wait in an area, as their groups name it.</summary>
    internal sealed record AreaRow
    {
        public string AreaCode { get; init; } = "";
        public int Many { get; init; }
    }
}
