using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Priorities;

/// <summary>An officer writes down which themes a group that met has chosen.</summary>
[OpenTo(Role.Officer)]
public sealed class MeetingModel(ProposalsService.ProposalsServiceClient proposals, CouncilDays days, Say say)
    : ChoiceForm(proposals, days)
{
    private readonly ProposalsService.ProposalsServiceClient proposals = proposals;

    /// <summary>The first one matters the most; those that were left empty are left out.</summary>
    [BindProperty]
    public List<string?> ThemeIds { get; set; } = [];

    [BindProperty]
    public string? People { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Met { get; set; }

    public IEnumerable<Choice> Choices =>
        [new("", Participatory.Words.CouncilPriorities.PickTheme), .. Themes.Select(theme => new Choice(theme.ThemeId, theme.Statement))];

    public string LabelOf(int place) => place == 0 ? Participatory.Words.CouncilPriorities.First
        : say.Fill(Participatory.Words.CouncilPriorities.Next, say.Number(place + 1));

    public Task OnGet(string id, CancellationToken cancellation) => LoadPlaces(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        // What was left out between two moves up, so that a refusal stands beside the field that it is about.
        ThemeIds = [.. ThemeIds.Where(theme => !string.IsNullOrEmpty(theme))];
        foreach (var field in ModelState.Keys.Where(key => key.StartsWith(nameof(ThemeIds), StringComparison.Ordinal)).ToList())
        {
            ModelState.Remove(field);
        }

        await LoadPlaces(id, cancellation);
        var answers = Read(nameof(AnswerTime), AnswerTime);
        return !ModelState.IsValid ? Page() : await this.Send(
            proposals.RecordDecisionAsync(
                new RecordDecisionRequest
                {
                    RequestId = RequestId.ToString(),
                    RoundId = id,
                    AreaCode = Area ?? "",
                    ThemeIds = { ThemeIds.Where(theme => !string.IsNullOrEmpty(theme)) },
                    // What is no number is none that the service takes.
                    People = int.TryParse(People, NumberStyles.Integer, CultureInfo.CurrentCulture, out var people) ? people : 0,
                    Place = Place?.Trim() ?? "",
                    Met = Met?.Trim() ?? "",
                    AnswerTime = answers,
                    AnswerRole = AnswerRole?.Trim() ?? "",
                },
                cancellationToken: cancellation),
            CouncilLinks.Priorities(id) + "?saved=true");
    }

    private async Task LoadPlaces(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var places = Math.Min(FieldLimits.CountOf(RecordDecisionRequest.Descriptor, "theme_ids"), Themes.Count);
        ThemeIds = [.. Enumerable.Range(0, places).Select(place => ThemeIds.ElementAtOrDefault(place))];
    }
}
