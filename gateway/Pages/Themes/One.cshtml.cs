using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Identity;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voices;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Themes;

/// <summary>One theme with every voice behind it, in people's own words.</summary>
[OpenTo(Role.Anyone)]
public sealed class OneModel(ProposalsService.ProposalsServiceClient proposals, SourceMark mark) : PageModel
{
    private const int OnePage = 30;

    [BindProperty(SupportsGet = true)]
    public long? Seed { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Round Round { get; private set; } = new();

    public Theme Theme { get; private set; } = new();

    public IReadOnlyList<VoiceCard> Voices { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public string Here => Links.ThemeOf(Theme.RoundId, Theme.ThemeId) + string.Create(CultureInfo.InvariantCulture, $"?seed={Seed}");

    public async Task OnGet(string id, string theme, CancellationToken cancellation)
    {
        Seed ??= VoiceWords.SeedOf(id, mark.Of(HttpContext));
        Theme = await proposals.GetThemeAsync(new GetThemeRequest { ThemeId = Links.Read(theme) }, cancellationToken: cancellation);
        var questions = Pages.Voices.Questions.Load(proposals, Theme.RoundId, "", cancellation);
        var voices = proposals.ListThemeVoicesAsync(
            new ListThemeVoicesRequest { ThemeId = Theme.ThemeId, Seed = Seed.Value, PageSize = OnePage, PageToken = From ?? "" },
            cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = Theme.RoundId }, cancellationToken: cancellation);
        var words = (await questions).ToDictionary(one => one.QuestionId, one => one.Words, StringComparer.Ordinal);
        var found = await voices;
        Voices =
        [
            .. found.Voices.Select(voice => new VoiceCard(
                voice, words.GetValueOrDefault(voice.QuestionId, ""), Phases.AreaName(Round, voice.AreaCode))),
        ];
        NextPage = found.NextPageToken;
    }
}
