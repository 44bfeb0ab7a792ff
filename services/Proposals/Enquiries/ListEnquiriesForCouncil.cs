using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Enquiries;

/// <summary>Shows officers what waits for an answer of the council in their areas, the oldest first.</summary>
internal sealed class ListEnquiriesForCouncil(Database database, TimeProvider clock)
{
    private static readonly Sql Select = new($$"""
        SELECT {{EnquiryRow.Columns}} {{EnquiryRow.From}}
        WHERE {{EnquiryRow.WaitsForCouncil}}
            AND (@everywhere = 1 OR p.area_code IN (SELECT item FROM {texts @areas} AS given)) AND e.sequence > @after
        ORDER BY e.sequence {limit @limit}
        """);

    public async Task<ListEnquiriesForCouncilResponse> Handle(
        ListEnquiriesForCouncilRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(
            request.PageSize, request.PageToken, "enquiries for the council", PageKey.First, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var now = clock.Now();
        var rows = await session.Many<EnquiryRow>(Select, new
        {
            subject = caller.Subject,
            before = now - AnswerEnquiry.ProposerFirst,
            everywhere = caller.Areas.Count == 0 ? 1 : 0,
            areas = Sql.List(caller.Areas.Order(StringComparer.Ordinal)),
            after = page.Sequence,
            limit = page.Count,
        });
        var answers = (await AnswerRow.LoadOf(session, rows.Select(row => row.EnquiryId)))
            .ToLookup(answer => answer.EnquiryId, StringComparer.Ordinal);
        var answer = new ListEnquiriesForCouncilResponse();
        answer.NextPageToken = page.Fill(
            answer.Enquiries, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage(caller, [.. answers[row.EnquiryId]], now));
        return answer;
    }
}
