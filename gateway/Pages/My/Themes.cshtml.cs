using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Words;

namespace Participatory.Gateway.Pages.My;

/// <summary>A group says what its story is about, and what of it may be quoted.</summary>
[OpenTo(Role.Person)]
public sealed class ThemesModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>One on each line.</summary>
    [BindProperty]
    public string? Themes { get; set; }

    [BindProperty]
    public string? Quotation { get; set; }

    public Report Report { get; private set; } = new();

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var tags = await accountability.GetTagsAsync(new GetTagsRequest { ReportId = Report.ReportId }, cancellationToken: cancellation);
        Themes = string.Join('\n', tags.Themes);
        Quotation = tags.Quotation;
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var request = new TagStoryRequest
        {
            RequestId = RequestId.ToString(), ReportId = Report.ReportId, Quotation = TypedText.Lines(Quotation)
        };
        request.Themes.AddRange((Themes ?? "").Split(['\n', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return await this.Send(accountability.TagStoryAsync(request, cancellationToken: cancellation), "/my?thanks=true");
    }

    private async Task Load(string id, CancellationToken cancellation) =>
        Report = await accountability.GetReportAsync(new GetReportRequest { ReportId = Links.Read(id) }, cancellationToken: cancellation);
}
