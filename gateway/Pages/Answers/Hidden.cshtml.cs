using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Answers;

/// <summary>How often people reported words and photos, and what officers hid and showed again, for each reason.</summary>
[OpenTo(Role.Anyone)]
public sealed class HiddenModel(
    ProposalsService.ProposalsServiceClient proposals, AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    /// <summary>What is counted, as the service names it, in the order of the columns.</summary>
    public IReadOnlyList<string> Steps { get; } = ["FLAGGED", "HIDDEN", "KEPT_HIDDEN", "SHOWN_AGAIN"];

    private IReadOnlyList<HidingCount> Counts { get; set; } = [];

    public bool Any => Counts.Any(count => count.Reason != HidingReason.Unspecified);

    public long CountOf(string step, HidingReason reason) =>
        Counts.Where(count => count.Step == step && count.Reason == reason).Sum(count => count.Count);

    public async Task OnGet(CancellationToken cancellation)
    {
        var ideas = proposals.GetHidingCountsAsync(new GetHidingCountsRequest(), cancellationToken: cancellation);
        var stories = accountability.GetPartCountsAsync(new GetPartCountsRequest(), cancellationToken: cancellation);
        Counts = [.. (await ideas).Counts, .. (await stories).Counts];
    }
}
