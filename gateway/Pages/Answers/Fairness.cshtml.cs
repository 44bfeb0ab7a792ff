using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Answers;

/// <summary>Whose ideas came through in a round: only numbers that point at nobody.</summary>
[OpenTo(Role.Anyone)]
public sealed class FairnessModel(
    AccountabilityService.AccountabilityServiceClient accountability, ProposalsService.ProposalsServiceClient proposals, Say say)
        : PageModel
{
    public Round Round { get; private set; } = new();

    public Fairness Fairness { get; private set; } = new();

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var fairness = accountability.GetFairnessAsync(new GetFairnessRequest { RoundId = id }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Fairness = await fairness;
    }

    /// <summary>How many came to a stage, and how many in a hundred of those who proposed; or that it is not shown.</summary>
    public string Cell(IReadOnlyList<int> people, int stage) =>
        stage >= people.Count ? Words.Answering.FairnessKept
        : stage == 0 || people[0] == 0 ? say.Number(people[stage])
        : say.Fill(Words.Answering.FairnessOf, say.Number(people[stage]),
            say.Number((long)Math.Round(people[stage] * 100m / people[0], MidpointRounding.AwayFromZero)));
}
