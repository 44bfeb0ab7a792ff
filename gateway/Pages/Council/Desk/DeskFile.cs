using System.Globalization;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Council.Ideas;
using Participatory.Gateway.Security;
using Participatory.Platform.Calls;
using Participatory.Platform.Tables;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Desk;

/// <summary>The ideas of a list with what was found out about each, as CSV (RFC 4180, UTF-8), to fill in and bring back.</summary>
[OpenTo(Role.Officer)]
internal static class DeskFile
{
    private const int OnePage = 200;

    private static readonly string[] Headings = ["number", "area", "title", "state", "cost", "reason", "note", "valuations", "version"];

    public static async Task<IResult> Get(
        string id, IdeasShown? show, string? area, string? who, bool? due, string? part, string? topic, CaseOrder? order,
        ProposalsService.ProposalsServiceClient proposals, HttpContext context, CancellationToken cancellation)
    {
        var request = new ListCasesRequest
        {
            RoundId = id, PageSize = OnePage,
            Filter = DeskPage.FilterOf(show ?? IdeasShown.All, area, who, due == true, part, topic, order ?? CaseOrder.Unspecified),
        };
        // Only with the first page is it sure that there is something to send.
        var page = await proposals.ListCasesAsync(request, cancellationToken: cancellation);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"ideas.csv\"";
        await using var csv = Csv.Write(context.Response.Body);
        await csv.Cells(Headings).EndRecordAsync(cancellation);
        while (true)
        {
            foreach (var one in page.Cases)
            {
                await csv.Cells(Line(one)).EndRecordAsync(cancellation);
            }

            request.PageToken = page.NextPageToken;
            if (request.PageToken.Length == 0)
            {
                return Results.Empty;
            }

            page = await proposals.ListCasesAsync(request, cancellationToken: cancellation);
        }
    }

    private static string[] Line(ProposalCase one)
    {
        var (idea, found) = (one.Proposal, one.Proposal.Valuation);
        return
        [
            idea.ProposalId, idea.AreaCode, idea.Title, StateText.Of(idea.State),
            found?.Cost is { } cost ? Amounts.Plain(cost.AmountMinor, cost.Currency) : "", found?.InfeasibleReason ?? "",
            found?.Note ?? "", one.Valuations.ToString(CultureInfo.InvariantCulture),
            idea.Version.ToString(CultureInfo.InvariantCulture),
        ];
    }
}
