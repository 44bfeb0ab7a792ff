using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Answers;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Priorities;

/// <summary>What matters most to the areas of a round, how that was decided, and what the council answers.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(
    ProposalsService.ProposalsServiceClient proposals, AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    private const int OnePage = 20;

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>"sent" or "before", where somebody has just chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<ThemeChoice> Choices { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    /// <summary>By priority.</summary>
    private IReadOnlyDictionary<string, Commitment> answers = new Dictionary<string, Commitment>();

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var round = proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var found = await proposals.ListChoicesAsync(
            new ListChoicesRequest { RoundId = id, AreaCode = Area ?? "", PageSize = OnePage, PageToken = From ?? "" },
            cancellationToken: cancellation);
        Choices = found.Choices;
        NextPage = found.NextPageToken;
        Round = await round;
        Areas = AreaChoices.Of(Round);
        if (Choices.Any(choice => choice.State == ThemeChoiceState.Decided))
        {
            answers = await ThemeChoices.LoadAnswers(accountability, id, Area ?? "", cancellation);
        }
    }

    /// <summary>The promise to answer a priority; null where Accountability has not heard of it yet.</summary>
    public Commitment? AnswerTo(ChosenTheme theme) => answers.GetValueOrDefault(theme.PriorityId);
}
