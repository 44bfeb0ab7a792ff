using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.My.Stories;

/// <summary>What one has been asked, and what one has told, newest first.</summary>
[OpenTo(Role.Person)]
public sealed class IndexModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    private const int OnePage = 30;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IReadOnlyList<Report> Reports { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public static string StateName(ReportState state) => state switch
    {
        ReportState.Told => Words.Telling.StateTold,
        ReportState.Accepted => Words.Telling.StateAnswered,
        ReportState.Excused => Words.Telling.StateExcused,
        _ => Words.Telling.StateAsked,
    };

    public async Task OnGet(CancellationToken cancellation)
    {
        var answer = await accountability.ListMyReportsAsync(
            new ListMyReportsRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Reports = answer.Reports;
        NextPage = answer.NextPageToken;
    }
}
