using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Holidays;

/// <summary>On which days nobody works and did not before, the newest first, for all of the staff to read.</summary>
internal sealed class ListHolidays(Database database)
{
    private static readonly Sql SelectPage = new($$"""
        SELECT {{HolidaysRow.Columns}} FROM council_holidays WHERE version < @Sequence ORDER BY version DESC {limit @Count}
        """);

    public async Task<ListHolidaysResponse> Handle(ListHolidaysRequest request, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "holidays", PageKey.Last, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var found = await HolidaysRow.LoadDays(
            session, await session.Many<HolidaysRow>(SelectPage, new { page.Sequence, page.Count }));
        var answer = new ListHolidaysResponse();
        answer.NextPageToken = page.Fill(answer.Holidays, found, row => PageKey.Of(row.Version), row => row.ToMessage());
        return answer;
    }
}
