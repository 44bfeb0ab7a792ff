using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Questions;

/// <summary>What a round asks, and where an officer closes a question.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Question { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<OpenQuestion> Questions { get; private set; } = [];

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public Task<IActionResult> OnPostClose(string id, CancellationToken cancellation) => this.Send(
        proposals.CloseQuestionAsync(
            new CloseQuestionRequest { RequestId = RequestId.ToString(), QuestionId = Question ?? "" }, cancellationToken: cancellation),
        CouncilLinks.Questions(id) + "?saved=true", () => Load(id, cancellation));

    private async Task Load(string id, CancellationToken cancellation)
    {
        var questions = Pages.Voices.Questions.Load(proposals, id, "", cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Questions = await questions;
    }
}
