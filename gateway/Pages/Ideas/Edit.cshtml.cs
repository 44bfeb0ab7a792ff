using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>Somebody who writes an idea changes its words. What others wrote in between stands beside the form.</summary>
[OpenTo(Role.Person)]
public sealed class EditModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The version that was read.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? WhoBenefits { get; set; }

    public Round Round { get; private set; } = new();

    public Proposal Idea { get; private set; } = new();

    public bool CanEdit => IdeaModel.CanEditOf(Round, Idea);

    /// <summary>Somebody else has changed it since the visitor opened the page.</summary>
    public bool ChangedMeanwhile => Version > 0 && Version != Idea.Version;

    /// <summary>Nobody else has anything to do here; what the service would say to them they need not read.</summary>
    public async Task<IActionResult> OnGet(string id, string n, CancellationToken cancellation)
    {
        await Load(id, n, cancellation);
        (Title, Words, WhoBenefits) = (Idea.Title, Idea.Words, Idea.WhoBenefits);
        return Idea.WrittenByMe ? Page() : NotFound();
    }

    public Task<IActionResult> OnPost(string id, string n, CancellationToken cancellation) => this.Send(
        proposals.EditProposalAsync(
            new EditProposalRequest
            {
                RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n), Version = Version, Title = Title ?? "",
                Words = TypedText.Lines(Words), WhoBenefits = TypedText.Lines(WhoBenefits),
            },
            cancellationToken: cancellation),
        Links.Idea(id, Links.Read(n)), () => Load(id, n, cancellation));

    private async Task Load(string id, string n, CancellationToken cancellation)
    {
        var idea = proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Idea = await idea;
    }
}
