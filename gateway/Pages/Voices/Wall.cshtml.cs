using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Identity;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>
/// What people said, as they said it: shuffled for each visitor, so that nobody stands first for all. Without a cookie: the order follows
/// from where the visitor comes from, and goes along in the links to further pages.
/// </summary>
[OpenTo(Role.Anyone)]
public sealed class WallModel(ProposalsService.ProposalsServiceClient proposals, SourceMark mark) : PageModel
{
    private const int OnePage = 30;

    [BindProperty(SupportsGet = true)]
    public string? Question { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Seed { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Somebody has just taken back what they said.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<OpenQuestion> Questions { get; private set; } = [];

    public IReadOnlyList<Voice> Voices { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>People sort the voices, or have.</summary>
    public bool Sorted { get; private set; }

    /// <summary>There are themes.</summary>
    public bool Named { get; private set; }

    public string NextPage { get; private set; } = "";

    public IEnumerable<Choice> QuestionChoices =>
        [new("", Words.Voices.AllQuestions), .. Questions.Select(question => new Choice(question.QuestionId, question.Words))];

    public IEnumerable<Choice> Areas =>
        [new("", Words.Site.AllAreas), .. Round.Areas.Select(area => new Choice(area.AreaCode, Phases.AreaName(Round, area.AreaCode)))];

    /// <summary>The address of the list, with all that was asked for.</summary>
    public string Here => $"{Links.Wall(Round.RoundId)}?question={Uri.EscapeDataString(Question ?? "")}"
        + $"&area={Uri.EscapeDataString(Area ?? "")}&search={Uri.EscapeDataString(Search ?? "")}"
        + string.Create(CultureInfo.InvariantCulture, $"&seed={Seed}");

    public string QuestionOf(Voice voice) =>
        Questions.FirstOrDefault(question => question.QuestionId == voice.QuestionId)?.Words ?? "";

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        Seed ??= VoiceWords.SeedOf(id, mark.Of(HttpContext));
        var questions = Pages.Voices.Questions.Load(proposals, id, "", cancellation);
        var voices = proposals.ListVoicesAsync(
            new ListVoicesRequest
            {
                RoundId = id, QuestionId = Question ?? "", AreaCode = Area ?? "", Search = Search ?? "", Seed = Seed.Value,
                WithTotal = true, PageSize = OnePage, PageToken = From ?? "",
            },
            cancellationToken: cancellation);
        var sorts = proposals.ListCardSortsAsync(
            new ListCardSortsRequest { RoundId = id, PageSize = 1 }, cancellationToken: cancellation);
        var themes = proposals.ListThemesAsync(new ListThemesRequest { RoundId = id, PageSize = 1 }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Questions = await questions;
        (Sorted, Named) = ((await sorts).Sorts.Count > 0, (await themes).Themes.Count > 0);
        var found = await voices;
        (Voices, Total, NextPage) = (found.Voices, found.Total, found.NextPageToken);
    }
}
