using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>Who works here, by e-mail address.</summary>
internal sealed class ListStaff(Database database, TimeProvider clock)
{
    private const string Question = "staff";

    private static readonly Sql SelectPage = new("""
        SELECT email, shown_as, ended_at, ended_by FROM staff WHERE email > @after ORDER BY email {limit @count}
        """);

    public async Task<ListStaffResponse> Handle(ListStaffRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, Question, PageKey.First, normal: 50, max: 200);
        await using var session = await database.Read(cancellation);
        var found = await session.Many<StaffRow>(SelectPage, new { after = page.Id, count = page.Count });
        var roles = await StaffRoleRow.Load(session, found.Select(row => row.Email));
        var resets = await PasskeyResetRow.Load(session, found.Select(row => row.Email));
        var (reader, now) = (Administrator.Mark(await StaffRow.LoadEmail(session, caller), caller), clock.GetUtcNow());
        var answer = new ListStaffResponse();
        answer.NextPageToken = page.Fill(
            answer.Staff, found, row => PageKey.Of(row.Email),
            row => row.ToMessage(roles[row.Email], resets.GetValueOrDefault(row.Email), reader, now));
        return answer;
    }
}
