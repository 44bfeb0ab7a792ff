using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>Somebody who writes an idea adds a photo to it, behind those that it has.</summary>
[OpenTo(Role.Person)]
[RequestSizeLimit(Pieces.MaxFormBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = Pieces.MaxFormBytes)]
public sealed class AddPhotoModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public new IFormFile? Content { get; set; }

    [BindProperty]
    public string? AltText { get; set; }

    [BindProperty]
    public bool EverybodySaidYes { get; set; }

    /// <summary>It was sent with the idea, and could not be used.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Failed { get; set; }

    public Proposal Idea { get; private set; } = new();

    /// <summary>Nobody else has anything to do here; what the service would say to them they need not read.</summary>
    public async Task<IActionResult> OnGet(string id, string n, CancellationToken cancellation)
    {
        await Load(id, n, cancellation);
        return Idea.WrittenByMe ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(string id, string n, CancellationToken cancellation)
    {
        await Load(id, n, cancellation);
        if (Content is null)
        {
            ModelState.AddModelError(nameof(Content), Words.Telling.PhotoMissing);
            return Page();
        }

        var first = new AddProposalPhotoRequest
        {
            RequestId = RequestId.ToString(), RoundId = id, ProposalId = Idea.ProposalId, AltText = AltText?.Trim()
                ?? "", EverybodySaidYes = EverybodySaidYes,
        };
        var sent = await this.GoesThrough(
            async () =>
            {
                using var call = proposals.AddProposalPhoto(deadline: Pieces.Deadline, cancellationToken: cancellation);
                await Pieces.Send(call, Content, first, () => new AddProposalPhotoRequest(),
                    (message, content) => message.Content = content, cancellation);
            },
            refusal => ModelState.TakesFile(refusal, nameof(Content)));
        return sent ? Redirect(Links.Idea(id, Idea.ProposalId)) : Page();
    }

    private async Task Load(string id, string n, CancellationToken cancellation) =>
        Idea = await proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
}
