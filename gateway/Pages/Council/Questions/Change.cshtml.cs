using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Questions;

/// <summary>An officer changes a question that nobody has answered.</summary>
[OpenTo(Role.Officer)]
public sealed class ChangeModel(ProposalsService.ProposalsServiceClient proposals, CouncilDays days, Say say) : QuestionForm(days)
{
    private readonly CouncilDays days = days;

    public async Task OnGet(string id, string question, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var asked = (await Pages.Voices.Questions.Load(proposals, id, "", cancellation)).FirstOrDefault(one => one.QuestionId == question);
        if (asked is not null)
        {
            Words = asked.Words;
            OpenTime = CouncilDays.Field(days.DayOf(asked.OpenTime.ToDateTimeOffset()));
            CloseTime = CouncilDays.Field(say.LastDayOf(asked.CloseTime.ToDateTimeOffset()));
        }
    }

    public async Task<IActionResult> OnPost(string id, string question, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var (opens, closes) = (Opens, Closes);
        return !ModelState.IsValid ? Page() : await this.Send(
            proposals.ChangeQuestionAsync(
                new ChangeQuestionRequest
                {
                    RequestId = RequestId.ToString(), QuestionId = question, Words = TypedText.Lines(Words).Trim(), OpenTime = opens,
                    CloseTime = closes, ClosedOnPurpose = ClosedOnPurpose,
                },
                cancellationToken: cancellation),
            _ => CouncilLinks.Questions(id) + "?saved=true", takes: Look);
    }

    private async Task Load(string id, CancellationToken cancellation) =>
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
}
