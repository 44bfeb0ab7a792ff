using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Priorities;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Priorities;

/// <summary>How each area of a round comes to its priorities, and which of them wait for an answer.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(
    ProposalsService.ProposalsServiceClient proposals, AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public Round Round { get; private set; } = new();

    /// <summary>Areas of this officer, each with its choice; null where it has none.</summary>
    public IReadOnlyList<(Area Area, ThemeChoice? Choice)> Areas { get; private set; } = [];

    /// <summary>Without an answer, those with the earliest day first.</summary>
    public IReadOnlyList<Commitment> ToAnswer { get; private set; } = [];

    /// <summary>An area may begin.</summary>
    public bool MayChoose => Round.Phase is Phase.Listening or Phase.Accepting;

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var choices = ThemeChoices.Load(proposals, id, "", cancellation);
        var promises = ThemeChoices.LoadAnswers(accountability, id, "", cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var byArea = (await choices).ToDictionary(choice => choice.AreaCode, StringComparer.Ordinal);
        var caller = Person.CallerOf(User);
        Areas =
        [
            .. Round.Areas.Where(area => caller.MayActIn(area.AreaCode))
                .Select(area => (area, byArea.GetValueOrDefault(area.AreaCode))),
        ];
        ToAnswer =
        [
            .. (await promises).Values.Where(promise => promise.SettleTime is null && caller.MayActIn(promise.AreaCode))
                .OrderBy(promise => promise.DueTime.ToDateTimeOffset()).ThenBy(promise => promise.CommitmentId, StringComparer.Ordinal),
        ];
    }
}
