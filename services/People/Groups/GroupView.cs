using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>A group with all that this caller may read of it.</summary>
internal static class GroupView
{
    /// <summary>As many old names as a page shows.</summary>
    private const int MostEarlier = 50;

    private static readonly Sql SelectEarlier = new("""
        SELECT v.version, v.name, v.description, later.changed_at AS ended_at
        FROM group_version v JOIN group_version later ON later.group_id = v.group_id AND later.version = v.version + 1
        WHERE v.group_id = @GroupId AND v.version < @Version AND v.version > @HiddenThrough
        ORDER BY v.version DESC {limit @most}
        """);

    public static async Task<Group> Load(Session session, string groupId, Caller caller, DateTimeOffset now)
    {
        var group = await (await GroupRow.Load(session, groupId)).LoadOfficers(session, caller, now);
        var members = await GroupMemberRow.LoadAll(session, groupId);
        var mine = GroupMemberRow.OfOrNull(members, caller.Subject) is not null;
        var inside = mine || group.IsLookedAfterBy(caller);
        var answer = group.ToMessage(inside);
        answer.Mine = mine;
        if (group.IsHidden && !inside)
        {
            return answer;
        }

        answer.ShownMembers.AddRange(members.Where(member => member.ShowName).Select(member => member.ShownAs));
        answer.Picture = (await GroupPictureRow.LoadOrNull(session, groupId))?.ToMessage();
        var earlier = await session.Many<WordsRow>(
            SelectEarlier, new { group.GroupId, group.Version, group.HiddenThrough, most = MostEarlier });
        answer.Earlier.AddRange(earlier.Select(row => row.ToMessage()));
        return answer;
    }

    private sealed record WordsRow
    {
        public int Version { get; init; }
        public string Name { get; init; } = "";
        public string Description { get; init; } = "";
        public DateTimeOffset EndedAt { get; init; }

        public GroupWords ToMessage() => new()
        {
            Version = Version, Name = Name, Description = Description, EndTime = EndedAt.ToTimestamp(),
        };
    }
}
