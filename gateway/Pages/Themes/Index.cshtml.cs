using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Identity;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voices;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Themes;

/// <summary>
/// What many people say, each with some of the voices behind it, and what fits no theme, on the same page. Shuffled as on the wall.
/// </summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals, SourceMark mark) : PageModel
{
    /// <summary>The second list of the page goes on by this.</summary>
    public const string VoicesField = "voicesFrom";

    private const int OnePage = 20;
    private const int VoicesEach = 3;
    private const int VoicesOnePage = 30;

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Seed { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? VoicesFrom { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<ListedTheme> Themes { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    /// <summary>Voices under no theme.</summary>
    public ListVoicesWithoutThemeResponse Without { get; private set; } = new();

    /// <summary>The words of each question by its id.</summary>
    public IReadOnlyDictionary<string, string> Questions { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IEnumerable<Choice> Areas =>
        [new("", Words.Site.AllAreas), .. Round.Areas.Select(area => new Choice(area.AreaCode, Phases.AreaName(Round, area.AreaCode)))];

    /// <summary>The address of both lists, with all that was asked for.</summary>
    public string Here => $"{Links.ThemesOf(Round.RoundId)}?area={Uri.EscapeDataString(Area ?? "")}"
        + string.Create(CultureInfo.InvariantCulture, $"&seed={Seed}");

    public VoiceCard CardOf(Voice voice) =>
        new(voice, Questions.GetValueOrDefault(voice.QuestionId, ""), Phases.AreaName(Round, voice.AreaCode));

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        Seed ??= VoiceWords.SeedOf(id, mark.Of(HttpContext));
        var questions = Pages.Voices.Questions.Load(proposals, id, "", cancellation);
        var without = proposals.ListVoicesWithoutThemeAsync(
            new ListVoicesWithoutThemeRequest
            {
                RoundId = id, AreaCode = Area ?? "", Seed = Seed.Value, PageSize = VoicesOnePage, PageToken = VoicesFrom ?? "",
            },
            cancellationToken: cancellation);
        var themes = proposals.ListThemesAsync(
            new ListThemesRequest
            {
                RoundId = id, AreaCode = Area ?? "", Seed = Seed.Value, VoicesEach = VoicesEach, PageSize = OnePage,
                PageToken = From ?? "",
            },
            cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Questions = (await questions).ToDictionary(one => one.QuestionId, one => one.Words, StringComparer.Ordinal);
        Without = await without;
        var found = await themes;
        (Themes, NextPage) = (found.Themes, found.NextPageToken);
    }
}
