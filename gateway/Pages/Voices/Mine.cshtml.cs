using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>What somebody with an account has said, and where they take it back.</summary>
[OpenTo(Role.Person)]
public sealed class MineModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 50;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Voice { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Something has just been said.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Sent { get; set; }

    /// <summary>Something has just been taken back.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public IReadOnlyList<OwnVoice> Own { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public Task<IActionResult> OnPostTakeBack(CancellationToken cancellation) => this.Send(
        proposals.TakeVoiceBackAsync(
            new TakeVoiceBackRequest { RequestId = RequestId.ToString(), VoiceId = Voice ?? "" }, cancellationToken: cancellation),
        "/my/voices?done=true", () => Load(cancellation));

    public Task<IActionResult> OnPostAgain(CancellationToken cancellation) => this.Send(
        proposals.AskVoiceAgainAsync(
            new AskVoiceAgainRequest { RequestId = RequestId.ToString(), VoiceId = Voice ?? "" }, cancellationToken: cancellation),
        "/my/voices", () => Load(cancellation));

    private async Task Load(CancellationToken cancellation)
    {
        var mine = await proposals.ListMyVoicesAsync(
            new ListMyVoicesRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        var questions = await Task.WhenAll(mine.Voices.Select(voice => voice.RoundId).Distinct()
            .Select(round => Questions.Load(proposals, round, "", cancellation)));
        var words = questions.SelectMany(all => all).ToDictionary(one => one.QuestionId, one => one.Words, StringComparer.Ordinal);
        Own = [.. mine.Voices.Select(voice => new OwnVoice(voice, words.GetValueOrDefault(voice.QuestionId, "")))];
        NextPage = mine.NextPageToken;
    }
}
