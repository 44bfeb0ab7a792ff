using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Priorities;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Priorities;

/// <summary>An officer answers a priority, once, perhaps with a promise.</summary>
[OpenTo(Participatory.Access.V1.Role.Officer)]
public sealed class AnswerModel(AccountabilityService.AccountabilityServiceClient accountability, CouncilDays days) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The name of a <see cref="PriorityAnswerKind"/>.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? Promise { get; set; }

    [BindProperty]
    public string? Role { get; set; }

    [BindProperty]
    public string? DueTime { get; set; }

    /// <summary>The promise to answer it.</summary>
    public Commitment Priority { get; private set; } = new();

    public string SignedAs => Person.CallerOf(User).ShownAs;

    public static IReadOnlyList<Choice> Answers =>
    [
        new(nameof(PriorityAnswerKind.WeWill), Participatory.Words.CouncilPriorities.WeWill),
        new(nameof(PriorityAnswerKind.WeWillNot), Participatory.Words.CouncilPriorities.WeWillNot),
        new(nameof(PriorityAnswerKind.Together), Participatory.Words.CouncilPriorities.Together),
    ];

    public async Task<IActionResult> OnGet(string id, string priority, CancellationToken cancellation) =>
        await Load(id, priority, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string id, string priority, CancellationToken cancellation)
    {
        if (!await Load(id, priority, cancellation))
        {
            return NotFound();
        }

        var due = string.IsNullOrWhiteSpace(DueTime) ? null : days.Read(DueTime);
        if (due is null && !string.IsNullOrWhiteSpace(DueTime))
        {
            ModelState.AddModelError(nameof(DueTime), Participatory.Words.CouncilRounds.DayWrong);
            return Page();
        }

        return await this.Send(
            accountability.AnswerPriorityAsync(
                new AnswerPriorityRequest
                {
                    RequestId = RequestId.ToString(),
                    CommitmentId = Priority.CommitmentId,
                    Answer = Choice.Of<PriorityAnswerKind>(Answer),
                    Words = TypedText.Lines(Words).Trim(),
                    Promise = TypedText.Lines(Promise).Trim(),
                    Role = Role?.Trim() ?? "",
                    // A promise for a day is kept on that day, too.
                    DueTime = due is { } day ? days.Begin(day.AddDays(1)) : null,
                },
                cancellationToken: cancellation),
            CouncilLinks.Priorities(id) + "?saved=true");
    }

    private async Task<bool> Load(string id, string priority, CancellationToken cancellation)
    {
        var wanted = Links.Read(priority);
        var found = (await ThemeChoices.LoadAnswers(accountability, id, "", cancellation)).Values
            .FirstOrDefault(one => one.CommitmentId == wanted && Person.CallerOf(User).MayActIn(one.AreaCode));
        Priority = found ?? Priority;
        return found is not null;
    }
}
