using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Security;
using Participatory.Words;

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

    /// <summary>Before the day that was promised nobody is asked yet.</summary>
    public static string StateName(Report report, Say say) => report.State switch
    {
        ReportState.Told => Words.Telling.StateTold,
        ReportState.Accepted => Words.Telling.StateAnswered,
        ReportState.Excused => Words.Telling.StateExcused,
        _ when !say.HasPassed(report.HopeTime) => Words.Telling.StateLater,
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
