using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.My.Stories;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.Council.Stories;

/// <summary>No story came: an officer notes why, and the grant closes.</summary>
[OpenTo(Role.Officer)]
public sealed class NoteModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Report Report { get; private set; } = new();

    public string SignedAs => Person.CallerOf(User).ShownAs;

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        return await this.Send(
            accountability.ExcuseReportAsync(
                new ExcuseReportRequest { RequestId = RequestId.ToString(), ReportId = id, Reason = TellForm.Plain(Reason) },
                    cancellationToken: cancellation),
            CouncilLinks.Stories + "?noted=true", () => Load(id, cancellation));
    }

    private async Task Load(string id, CancellationToken cancellation) =>
        Report = await accountability.GetReportAsync(new GetReportRequest { ReportId = id }, cancellationToken: cancellation);
}
