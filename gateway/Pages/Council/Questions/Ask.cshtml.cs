using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Questions;

/// <summary>An officer asks an open question, perhaps in the place of one that people have answered.</summary>
[OpenTo(Role.Officer)]
public sealed class AskModel(ProposalsService.ProposalsServiceClient proposals, CouncilDays days) : QuestionForm(days)
{
    private readonly CouncilDays days = days;

    [BindProperty]
    public string? AreaCode { get; set; }

    /// <summary>The question whose place it takes; null for a further one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Replaces { get; set; }

    public OpenQuestion? Replaced { get; private set; }

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        OpenTime = CouncilDays.Field(days.Today);
    }

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var (opens, closes) = (Opens, Closes);
        return !ModelState.IsValid ? Page() : await this.Send(
            proposals.AskQuestionAsync(
                new AskQuestionRequest
                {
                    RequestId = RequestId.ToString(),
                    ClosedOnPurpose = ClosedOnPurpose,
                    ReplacesQuestionId = Replaced?.QuestionId ?? "",
                    Question = new OpenQuestion
                    {
                        RoundId = id, AreaCode = Replaced?.AreaCode ?? AreaCode ?? "", Words = TypedText.Lines(Words).Trim(),
                        OpenTime = opens, CloseTime = closes,
                    },
                },
                cancellationToken: cancellation),
            _ => CouncilLinks.Questions(id) + "?saved=true", takes: Look);
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        if (!string.IsNullOrEmpty(Replaces))
        {
            Replaced = (await Pages.Voices.Questions.Load(proposals, id, "", cancellation))
                .FirstOrDefault(question => question.QuestionId == Replaces);
        }

        var caller = Person.CallerOf(User);
        var own = Round.Areas.Where(area => caller.MayActIn(area.AreaCode))
            .Select(area => new Choice(area.AreaCode, Phases.AreaName(Round, area.AreaCode)));
        Areas = caller.Areas.Count == 0 ? [new Choice("", Participatory.Words.CouncilAnswers.WholeRound), .. own] : [.. own];
        if (caller.Areas.Count > 0 && Areas is [var only])
        {
            AreaCode = only.Value;
        }
    }
}
