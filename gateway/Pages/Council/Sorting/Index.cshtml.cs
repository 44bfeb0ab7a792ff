using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Sorting;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Sorting;

/// <summary>An officer opens a card sort, sees how far people are, and ends it.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? AreaCode { get; set; }

    [BindProperty]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<CardSort> Sorts { get; private set; } = [];

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    /// <summary>The round takes something new.</summary>
    public bool IsLive => Round.Phase != Phase.Finished;

    public bool MayEnd(CardSort sort) =>
        sort.CloseTime is null && OwnAreas.MayAct(Round, Person.CallerOf(User), sort.AreaCode);

    public bool MayName(CardSort sort) =>
        sort.CloseTime is not null && IsLive && OwnAreas.MayAct(Round, Person.CallerOf(User), sort.AreaCode);

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPostOpen(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        return await this.Send(
            proposals.OpenCardSortAsync(
                new OpenCardSortRequest { RequestId = RequestId.ToString(), RoundId = id, AreaCode = AreaCode ?? "" },
                cancellationToken: cancellation),
            CouncilLinks.CardSorts(id) + "?saved=true");
    }

    public Task<IActionResult> OnPostClose(string id, CancellationToken cancellation) => this.Send(
        proposals.CloseCardSortAsync(
            new CloseCardSortRequest { RequestId = RequestId.ToString(), SortId = Sort ?? "" }, cancellationToken: cancellation),
        CouncilLinks.CardSorts(id) + "?saved=true", () => Load(id, cancellation));

    private async Task Load(string id, CancellationToken cancellation)
    {
        var sorts = CardSorts.Load(proposals, id, cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Sorts = await sorts;
        Areas = OwnAreas.Of(Round, Person.CallerOf(User));
        if (Areas is [var only])
        {
            AreaCode = only.Value;
        }
    }
}
