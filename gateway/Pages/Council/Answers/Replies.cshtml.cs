using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Answers;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Answers;

/// <summary>An officer reads what groups say about the council, and replies to everybody.</summary>
[OpenTo(Role.Officer)]
public sealed class RepliesModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Step { get; set; }

    [BindProperty]
    public string? Reply { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Made { get; set; }

    public string RoundId { get; private set; } = "";

    /// <summary>Those about which more than five groups have said something.</summary>
    public IReadOnlyList<StepScores> Steps { get; private set; } = [];

    public IReadOnlyList<Choice> StepChoices =>
        [.. Steps.Select(step => new Choice(AnswerWords.AddressOf(step.Step), AnswerWords.Of(step.Step)))];

    public string SignedAs => Person.CallerOf(User).ShownAs;

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        return await this.Send(
            accountability.ReplyToScoresAsync(
                new ReplyToScoresRequest
                {
                    RequestId = RequestId.ToString(), RoundId = id, Step = AnswerWords.StepOf(Step ?? ""),
                    Words = TypedText.Lines(Reply).Trim()
                },
                cancellationToken: cancellation),
            CouncilLinks.Replies(id) + "?made=true", () => Load(id, cancellation));
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        RoundId = id;
        var found = await accountability.GetRelationshipAsync(new GetRelationshipRequest { RoundId = id }, cancellationToken: cancellation);
        Steps = [.. found.Steps.Where(step => !step.TooFew)];
    }
}
