using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.My.Stories;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Sentences = Participatory.Words.Telling;

namespace Participatory.Gateway.Pages.Council.Stories;

/// <summary>An officer adds a photo that came with a story on paper.</summary>
[OpenTo(Role.Officer)]
[RequestSizeLimit(Pieces.MaxFormBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = Pieces.MaxFormBytes)]
public sealed class PhotoModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel, IPhotoFields
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public new IFormFile? Content { get; set; }

    [BindProperty]
    public string? AltText { get; set; }

    [BindProperty]
    public string? Recognised { get; set; }

    [BindProperty]
    public bool TheySaidYes { get; set; }

    [BindProperty]
    public bool ParentsSaidYes { get; set; }

    public Report Report { get; private set; } = new();

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (Content is null)
        {
            ModelState.AddModelError(nameof(Content), Sentences.PhotoMissing);
        }
        else if (await this.GoesThrough(
            () => TellUploads.AddPhoto(accountability, ((IPhotoFields)this).Facts(RequestId, id), Content, cancellation),
            refusal => ModelState.TakesFile(refusal, nameof(Content))))
        {
            return Redirect(CouncilLinks.Story(id));
        }

        await Load(id, cancellation);
        return Page();
    }

    private async Task Load(string id, CancellationToken cancellation) =>
        Report = await accountability.GetReportAsync(new GetReportRequest { ReportId = id }, cancellationToken: cancellation);
}
