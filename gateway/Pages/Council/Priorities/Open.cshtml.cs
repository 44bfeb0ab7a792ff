using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Priorities;

/// <summary>An officer lets the people of an area choose among its themes.</summary>
[OpenTo(Role.Officer)]
public sealed class OpenModel(ProposalsService.ProposalsServiceClient proposals, CouncilDays days) : ChoiceForm(proposals, days)
{
    /// <summary>Of one theme there is nothing to choose.</summary>
    public const int FewestThemes = 2;

    private readonly ProposalsService.ProposalsServiceClient proposals = proposals;

    public static long MostPlaces { get; } = FieldLimits.MostOf(OpenChoiceRequest.Descriptor, "places");

    public static IReadOnlyList<Choice> Rules =>
    [
        new("equal-shares", Participatory.Words.CouncilPriorities.RuleShares, Participatory.Words.CouncilPriorities.RuleSharesHint),
        new("greedy", Participatory.Words.CouncilPriorities.RuleGreedy, Participatory.Words.CouncilPriorities.RuleGreedyHint),
    ];

    [BindProperty]
    public string? Places { get; set; }

    [BindProperty]
    public string? Rule { get; set; }

    /// <summary>The last day on which people choose.</summary>
    [BindProperty]
    public string? CloseTime { get; set; }

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var (closes, answers) = (Read(nameof(CloseTime), CloseTime), Read(nameof(AnswerTime), AnswerTime));
        return !ModelState.IsValid ? Page() : await this.Send(
            proposals.OpenChoiceAsync(
                new OpenChoiceRequest
                {
                    RequestId = RequestId.ToString(),
                    RoundId = id,
                    AreaCode = Area ?? "",
                    // What is no number is none that the service takes.
                    Places = int.TryParse(Places, NumberStyles.Integer, CultureInfo.CurrentCulture, out var places) ? places : 0,
                    Rule = Rule ?? "",
                    CloseTime = closes,
                    AnswerTime = answers,
                    AnswerRole = AnswerRole?.Trim() ?? "",
                },
                cancellationToken: cancellation),
            CouncilLinks.Priorities(id) + "?saved=true");
    }
}
