using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Enquiries;

/// <summary>Somebody, signed in or not, says that a question about an idea, or an answer, should not stand there.</summary>
[OpenTo(Role.Anyone)]
public sealed class ReportModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The id of an answer; empty is the question.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Answer { get; set; }

    /// <summary>The name of a <see cref="HidingReason"/>.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>It has just been sent.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Sent { get; set; }

    public Enquiry Enquiry { get; private set; } = new();

    /// <summary>Null where the question is meant.</summary>
    public EnquiryAnswer? OfAnswer => Enquiry.Answers.FirstOrDefault(answer => answer.AnswerId == Answer);

    public Task OnGet(string enquiry, CancellationToken cancellation) => Load(enquiry, cancellation);

    public Task<IActionResult> OnPost(string id, string n, string enquiry, CancellationToken cancellation) => this.Send(
        proposals.FlagEnquiryAsync(
            new FlagEnquiryRequest
            {
                RequestId = RequestId.ToString(), EnquiryId = Links.Read(enquiry), AnswerId = Answer ?? "",
                Reason = Choice.Of<HidingReason>(Reason), Note = TypedText.Lines(Note).Trim(),
            },
            cancellationToken: cancellation),
        Links.ReportEnquiry(id, Links.Read(n), Links.Read(enquiry)) + "?sent=true", () => Load(enquiry, cancellation));

    private async Task Load(string enquiry, CancellationToken cancellation) => Enquiry = await proposals.GetEnquiryAsync(
        new GetEnquiryRequest { EnquiryId = Links.Read(enquiry) }, cancellationToken: cancellation);
}
