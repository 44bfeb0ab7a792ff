using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>Who changed what of the staff, the newest first, for all of them to read.</summary>
internal sealed class ListStaffChanges(Database database)
{
    private const string Question = "staff-changes";

    private static readonly Sql SelectPage = new("""
        SELECT entry_id, email, shown_as, kind, role, areas, ends_at, changed_at, changed_as FROM staff_log
        WHERE changed_at <= @At AND (changed_at < @At OR entry_id < @Id)
        ORDER BY changed_at DESC, entry_id DESC {limit @Count}
        """);

    public async Task<ListStaffChangesResponse> Handle(ListStaffChangesRequest request, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, Question, PageKey.Last, normal: 50, max: 200);
        await using var session = await database.Read(cancellation);
        var found = await session.Many<StaffChangeRow>(SelectPage, new { page.At, page.Id, page.Count });
        var answer = new ListStaffChangesResponse();
        answer.NextPageToken = page.Fill(
            answer.Changes, found, row => PageKey.Of(row.ChangedAt, row.EntryId), row => row.ToMessage());
        return answer;
    }
}
