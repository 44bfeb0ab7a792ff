using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Answers;

/// <summary>What the council has to keep in a round, and where an officer writes down what else it will do.</summary>
[OpenTo(Role.Officer)]
public sealed class PromisesModel(
    AccountabilityService.AccountabilityServiceClient accountability, ProposalsService.ProposalsServiceClient proposals, CouncilDays days)
        : PageModel
{
    private const int OnePage = 50;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? What { get; set; }

    [BindProperty]
    public string? Who { get; set; }

    [BindProperty]
    public string? Due { get; set; }

    [BindProperty]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Made { get; set; }

    public Round Round { get; private set; } = new();

    public ListCommitmentsResponse Found { get; private set; } = new();

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (days.Read(Due) is not { } due)
        {
            ModelState.AddModelError(nameof(Due), Words.CouncilAnswers.DueWrong);
            await Load(id, cancellation);
            return Page();
        }

        return await this.Send(
            accountability.MakeCommitmentAsync(
                new MakeCommitmentRequest
                {
                    RequestId = RequestId.ToString(),
                    RoundId = id,
                    AreaCode = Area ?? "",
                    Title = TypedText.Lines(What).Trim(),
                    Role = Who?.Trim() ?? "",
                    // A promise for a day is kept on that day, too.
                    DueTime = days.Begin(due.AddDays(1)),
                },
                cancellationToken: cancellation),
            CouncilLinks.Promises(id) + "?made=true", () => Load(id, cancellation));
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        var found = accountability.ListCommitmentsAsync(
            new ListCommitmentsRequest { RoundId = id, PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Found = await found;
        var caller = Person.CallerOf(User);
        var own = Round.Areas.Where(area => caller.MayActIn(area.AreaCode))
            .Select(area => new Choice(area.AreaCode, Phases.AreaName(Round, area.AreaCode)));
        Areas = caller.Areas.Count == 0 ? [new Choice("", Words.CouncilAnswers.WholeRound), .. own] : [.. own];
    }
}
