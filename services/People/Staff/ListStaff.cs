using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>Who works here, by e-mail address.</summary>
internal sealed class ListStaff(Database database)
{
    private const string Question = "staff";

    private static readonly Sql SelectPage = new("""
        SELECT email, shown_as, roles, areas, ended_at, ended_by FROM staff WHERE email > @after ORDER BY email {limit @count}
        """);

    public async Task<ListStaffResponse> Handle(ListStaffRequest request, CancellationToken cancellation)
    {
        var size = PageToken.Size(request.PageSize, normal: 50, max: 200);
        var after = PageToken.Read(request.PageToken, Question, 1)?[0] ?? "";
        await using var session = await database.Read(cancellation);
        var found = await session.Many<StaffRow>(SelectPage, new { after, count = size + 1 });
        var answer = new ListStaffResponse { NextPageToken = found.Count > size ? PageToken.After(Question, found[size - 1].Email) : "" };
        answer.Staff.AddRange(found.Take(size).Select(row => row.ToMessage()));
        return answer;
    }
}
