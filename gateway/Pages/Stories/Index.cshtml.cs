using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Stories;

/// <summary>The wall: what groups tell everybody about what they did, of all rounds, of one, or of one of its areas.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(
    AccountabilityService.AccountabilityServiceClient accountability, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 24;

    [BindProperty(SupportsGet = true, Name = "round")]
    public string? RoundId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>"photos", "voices" or empty.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    public IReadOnlyList<Choice> Kinds =>
        [new("", Words.Stories.KindAll), new("photos", Words.Stories.KindPhotos), new("voices", Words.Stories.KindVoices)];

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public IReadOnlyList<Story> Stories { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    /// <summary>Null on the wall of all rounds.</summary>
    public Round? Round { get; private set; }

    public string Here => $"/stories{Filter}&kind={Uri.EscapeDataString(Kind ?? "")}";

    public string Feed => $"/stories.atom{Filter}";

    public string Data => $"/stories.json{Filter}";

    private string Filter => $"?round={Uri.EscapeDataString(RoundId ?? "")}&area={Uri.EscapeDataString(Area ?? "")}";

    public async Task OnGet(CancellationToken cancellation)
    {
        var stories = accountability.ListStoriesAsync(
            new ListStoriesRequest
            {
                RoundId = RoundId ?? "", AreaCode = Area ?? "", PageSize = OnePage, PageToken = From
                ?? "", With = Kind switch { "photos" => StoryWith.Photos, "voices" => StoryWith.Voices, _ => StoryWith.Unspecified }
            },
            cancellationToken: cancellation);
        Areas = AreaChoices.Of(await Rounds(cancellation), Area);
        var answer = await stories;
        Stories = answer.Stories;
        NextPage = answer.NextPageToken;
    }

    private async Task<IReadOnlyList<Round>> Rounds(CancellationToken cancellation)
    {
        if (!string.IsNullOrEmpty(RoundId))
        {
            Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = RoundId }, cancellationToken: cancellation);
            return [Round];
        }

        return (await proposals.ListRoundsAsync(
            new ListRoundsRequest { PageSize = AreaChoices.RoundsLookedAt }, cancellationToken: cancellation)).Rounds;
    }
}
