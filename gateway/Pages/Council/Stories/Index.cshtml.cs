using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.Council.Stories;

/// <summary>Who waits for an answer from us, and whom we asked how it went.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    private const int OnePage = 50;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Answered { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Noted { get; set; }

    public IReadOnlyList<Report> Excused { get; private set; } = [];

    public IReadOnlyList<Report> Told { get; private set; } = [];

    public IReadOnlyList<Report> Asked { get; private set; } = [];

    public IReadOnlyList<Report> Accepted { get; private set; } = [];

    /// <summary>For those that were asked; the others are few enough.</summary>
    public string NextPage { get; private set; } = "";

    public async Task OnGet(CancellationToken cancellation)
    {
        var told = List(ReportState.Told, "", cancellation);
        var asked = List(ReportState.Requested, From ?? "", cancellation);
        var accepted = List(ReportState.Accepted, "", cancellation);
        Excused = (await List(ReportState.Excused, "", cancellation)).Reports;
        Told = (await told).Reports;
        var answer = await asked;
        (Asked, NextPage) = (answer.Reports, answer.NextPageToken);
        Accepted = (await accepted).Reports;
    }

    private async Task<ListReportsResponse> List(ReportState state, string from, CancellationToken cancellation) =>
        await accountability.ListReportsAsync(
        new ListReportsRequest { States = { state }, PageSize = OnePage, PageToken = from }, cancellationToken: cancellation);
}
