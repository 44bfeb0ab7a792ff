using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Answers;

/// <summary>What a round taught: themes and quotations that groups chose themselves, each with its story.</summary>
[OpenTo(Role.Anyone)]
public sealed class LearnedModel(
    AccountabilityService.AccountabilityServiceClient accountability, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    public Round Round { get; private set; } = new();

    public Learning Learning { get; private set; } = new();

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var learning = accountability.GetLearningAsync(new GetLearningRequest { RoundId = id }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Learning = await learning;
    }
}
