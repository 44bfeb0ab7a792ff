using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Answers;

/// <summary>What the council promised in a round, and what came of it.</summary>
[OpenTo(Role.Anyone)]
public sealed class PromisesModel(
    AccountabilityService.AccountabilityServiceClient accountability, ProposalsService.ProposalsServiceClient proposals, Say say)
        : PageModel
{
    private const int OnePage = 50;

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Round Round { get; private set; } = new();

    public ListCommitmentsResponse Found { get; private set; } = new();

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var found = accountability.ListCommitmentsAsync(
            new ListCommitmentsRequest { RoundId = id, AreaCode = Area ?? "", PageSize = OnePage, PageToken = From ?? "" },
                cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Found = await found;
        Areas = AreaChoices.Of(Round);
    }

    /// <summary>"3 promises kept, 1 late".</summary>
    public string Sum() => string.Join(", ", new[]
    {
        (Words.Answering.PromisesKept, Found.Kept),
        (Words.Answering.PromisesLate, Found.Late),
        (Words.Answering.PromisesBroken, Found.Broken),
        (Words.Answering.PromisesOpen, Found.Open),
    }.Where(part => part.Item2 > 0).Select(part => say.Count(part.Item1, part.Item2)));
}

/// <summary>The areas of a round to choose from, with all of them first.</summary>
internal static class AreaChoices
{
    public static IReadOnlyList<Choice> Of(Round round) =>
    [
        new Choice("", Words.Site.AllAreas),
        .. round.Areas.Select(area => new Choice(area.AreaCode, Phases.AreaName(round, area.AreaCode))),
    ];
}
