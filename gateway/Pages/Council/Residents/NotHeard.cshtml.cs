using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Answers;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Residents;

/// <summary>In which areas an officer may invite listeners: where we have not heard from a group yet, the largest gap first.</summary>
[OpenTo(Role.Officer)]
public sealed class NotHeardModel(
    AccountabilityService.AccountabilityServiceClient accountability, ProposalsService.ProposalsServiceClient proposals, Say say)
    : PageModel
{
    public Round Round { get; private set; } = new();

    public Fairness Fairness { get; private set; } = new();

    /// <summary>Areas with a gap that can be shown, the largest first, and what we say of each.</summary>
    public IReadOnlyList<(FairnessArea Area, IReadOnlyList<string> Gaps)> Areas { get; private set; } = [];

    /// <summary>Areas of which too few people told us to say anything.</summary>
    public IReadOnlyList<FairnessArea> Quiet { get; private set; } = [];

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var fairness = accountability.GetFairnessAsync(new GetFairnessRequest { RoundId = id }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Fairness = await fairness;
        var areas = Fairness.Areas.ToDictionary(area => area.AreaCode, StringComparer.Ordinal);
        // They come with the largest gap first, and stay in that order.
        Areas = [.. Fairness.NotHeard.Where(group => areas.ContainsKey(group.AreaCode))
            .GroupBy(group => group.AreaCode, StringComparer.Ordinal)
            .Select(groups => (areas[groups.Key], (IReadOnlyList<string>)[.. groups.Select(group => GapWords.Of(group, say))]))];
        Quiet = [.. Fairness.Areas.Where(area => area.Tables.All(table => table.Told.Count == 0))];
    }
}
