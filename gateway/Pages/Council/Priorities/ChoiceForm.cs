using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.People;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Priorities;

/// <summary>What both ways to priorities ask: the day of the answer, and who gives it; drawn by _AnswerFields.</summary>
public abstract class ChoiceForm(ProposalsService.ProposalsServiceClient proposals, CouncilDays days) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    /// <summary>The last day on which the council answers in time.</summary>
    [BindProperty]
    public string? AnswerTime { get; set; }

    [BindProperty]
    public string? AnswerRole { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<ChosenTheme> Themes { get; private set; } = [];

    public string AreaName => Phases.AreaName(Round, Area ?? "");

    /// <summary>When the last day that was typed is over; null where it is none, which then stands beside its field.</summary>
    protected Timestamp? Read(string field, string? typed)
    {
        if (days.Read(typed) is { } day)
        {
            return days.Begin(day.AddDays(1));
        }

        ModelState.AddModelError(field, Participatory.Words.CouncilRounds.DayWrong);
        return null;
    }

    protected async Task Load(string id, CancellationToken cancellation)
    {
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Area = string.IsNullOrEmpty(Area)
            ? Round.Areas.Select(area => area.AreaCode).FirstOrDefault(Person.CallerOf(User).MayActIn) ?? "" : Area;
        Themes = (await proposals.GetChoosableThemesAsync(
            new GetChoosableThemesRequest { RoundId = id, AreaCode = Area ?? "" }, cancellationToken: cancellation)).Themes;
    }
}
