using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Voices;

/// <summary>All voices of an officer's areas, those that are for the council alone among them.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 50;

    [BindProperty(SupportsGet = true)]
    public string? Question { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<OpenQuestion> Questions { get; private set; } = [];

    public IReadOnlyList<Voice> Found { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public IEnumerable<Choice> QuestionChoices =>
        [new("", Words.Voices.AllQuestions), .. Questions.Select(question => new Choice(question.QuestionId, question.Words))];

    public string Here => $"{CouncilLinks.RoundVoices(Round.RoundId)}?question={Uri.EscapeDataString(Question ?? "")}";

    public string QuestionOf(Voice voice) =>
        Questions.FirstOrDefault(question => question.QuestionId == voice.QuestionId)?.Words ?? "";

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var questions = Pages.Voices.Questions.Load(proposals, id, "", cancellation);
        var voices = proposals.ListVoicesForCouncilAsync(
            new ListVoicesForCouncilRequest { RoundId = id, QuestionId = Question ?? "", PageSize = OnePage, PageToken = From ?? "" },
            cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Questions = await questions;
        var found = await voices;
        (Found, NextPage) = (found.Voices, found.NextPageToken);
    }
}
