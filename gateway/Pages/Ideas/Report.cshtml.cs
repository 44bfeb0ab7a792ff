using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>Somebody, signed in or not, says that words or a photo should not stand there.</summary>
[OpenTo(Role.Anyone)]
public sealed class ReportModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The name of an <see cref="IdeaPart"/>; where there is no photo, the words are meant.</summary>
    [BindProperty]
    public string? Part { get; set; } = nameof(IdeaPart.Words);

    /// <summary>The name of a <see cref="HidingReason"/>.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>It has just been sent.</summary>
    public bool Sent { get; private set; }

    public Proposal Idea { get; private set; } = new();

    public IReadOnlyList<Choice> Parts =>
        [new(nameof(IdeaPart.Words), Words.Hiding.PartWords), new(nameof(IdeaPart.Photo), Words.Hiding.PartPhoto)];

    public async Task OnGet(string id, string n, bool sent, CancellationToken cancellation)
    {
        Sent = sent;
        await Load(id, n, cancellation);
    }

    public Task<IActionResult> OnPost(string id, string n, CancellationToken cancellation) => this.Send(
        proposals.FlagProposalAsync(
            new FlagProposalRequest
            {
                RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n),
                Part = Choice.Of<IdeaPart>(Part),
                Reason = Choice.Of<HidingReason>(Reason),
                Note = TypedText.Lines(Note).Trim(),
            },
            cancellationToken: cancellation),
        Links.Report(id, Links.Read(n)) + "?sent=true", () => Load(id, n, cancellation));

    private async Task Load(string id, string n, CancellationToken cancellation) => Idea = await proposals.GetProposalAsync(
        new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
}
