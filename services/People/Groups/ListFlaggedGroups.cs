using Participatory.People.Staff;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>
/// Which groups officers have to look at, of their areas, of none in particular and of those that nobody looks after, the oldest first.
/// </summary>
internal sealed class ListFlaggedGroups(Database database, TimeProvider clock)
{
    private static readonly Sql Select = new($$"""
        SELECT g.sequence, g.group_id, g.area_code, v.name, v.description, hid.state AS hiding_state, hid.hidden_by,
            (SELECT COUNT(*) FROM flag WHERE flag.scope_id = 'groups' AND flag.item_id = g.group_id AND flag.part = 'GROUP') AS flags,
            (SELECT COUNT(*) FROM group_member m WHERE m.group_id = g.group_id AND m.subject = @subject) AS own
        FROM {{GroupRow.From}}
            JOIN {{Flags.Waiting}} ON waiting.item_id = g.group_id AND waiting.scope_id = 'groups' AND waiting.part = 'GROUP'
        WHERE (@everywhere = 1 OR g.area_code = '' OR g.area_code IN (SELECT item FROM {texts @areas} AS given)
                OR NOT (g.area_code IN (SELECT item FROM {texts @lookedAfter} AS given)))
            AND g.sequence > @after
        ORDER BY g.sequence {limit @limit}
        """);

    public async Task<ListFlaggedGroupsResponse> Handle(ListFlaggedGroupsRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "flagged groups", PageKey.First, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var lookedAfter = await StaffRoleRow.LoadAreas(session, clock.Now());
        var rows = await session.Many<FlaggedRow>(Select, new
        {
            subject = caller.Subject,
            everywhere = caller.Areas.Count == 0 ? 1 : 0,
            areas = Sql.List(caller.Areas.Order(StringComparer.Ordinal)),
            lookedAfter = Sql.List(lookedAfter.Order(StringComparer.Ordinal)),
            after = page.Sequence,
            limit = page.Count,
        });
        var names = await GroupMemberRow.LoadShownNames(session, rows.Select(row => row.GroupId));
        var answer = new ListFlaggedGroupsResponse();
        answer.NextPageToken = page.Fill(
            answer.Groups, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage(caller, names[row.GroupId]));
        return answer;
    }

    private sealed record FlaggedRow
    {
        public long Sequence { get; init; }
        public string GroupId { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public string Name { get; init; } = "";
        public string Description { get; init; } = "";
        public string? HidingState { get; init; }
        public string? HiddenBy { get; init; }
        public int Flags { get; init; }
        public int Own { get; init; }

        public FlaggedGroup ToMessage(Caller caller, IEnumerable<string> shownNames)
        {
            var hiding = new HidingRow
            {
                AuthorSubject = GroupId, HiddenBy = HiddenBy, State = HidingState ?? StateText.Of(Types.V1.HidingState.Shown),
            };
            return new FlaggedGroup
            {
                GroupId = GroupId, Name = Name, AreaCode = AreaCode, State = hiding.StateNow, Flags = Flags,
                ForAnother = Own > 0 || Judging.IsForAnother(hiding, caller, GroupRow.WordsOf(Name, Description, shownNames)),
            };
        }
    }
}
