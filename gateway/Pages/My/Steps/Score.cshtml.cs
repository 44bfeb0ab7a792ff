using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Answers;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Words;

namespace Participatory.Gateway.Pages.My.Steps;

/// <summary>A group says how it was with us on one step; it may leave it out.</summary>
[OpenTo(Role.Person)]
public sealed class ScoreModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? ListenedTo { get; set; }

    [BindProperty]
    public string? Trusted { get; set; }

    [BindProperty]
    public string? Equal { get; set; }

    [BindProperty]
    public string? WorthOurTime { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    [BindProperty]
    public string? ShownAs { get; set; }

    public MyStep Step { get; private set; } = new();

    public IReadOnlyList<Choice> Points { get; } =
    [
        new("1", Words.MySteps.Point1), new("2", Words.MySteps.Point2), new("3", Words.MySteps.Point3), new("4", Words.MySteps.Point4),
        new("5", Words.MySteps.Point5),
    ];

    public string Next => Links.HowLong(Step.RoundId, Step.ProjectId, AnswerWords.AddressOf(Step.Step));

    public async Task<IActionResult> OnGet(string id, string project, string step, CancellationToken cancellation) =>
        await Load(id, project, step, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string id, string project, string step, CancellationToken cancellation)
    {
        if (!await Load(id, project, step, cancellation))
        {
            return NotFound();
        }

        var score = new Score
        {
            ListenedTo = PointsOf(ListenedTo),
            Trusted = PointsOf(Trusted),
            Equal = PointsOf(Equal),
            WorthOurTime = PointsOf(WorthOurTime),
            Why = TypedText.Lines(Why).Trim(),
            ShownAs = ShownAs?.Trim() ?? "",
        };
        return await this.Send(
            accountability.SendScoreAsync(
                new SendScoreRequest
                {
                    RequestId = RequestId.ToString(), RoundId = Step.RoundId, ProjectId = Step.ProjectId,
                    Step = Step.Step, Score = score
                },
                cancellationToken: cancellation),
            Next);
    }

    private async Task<bool> Load(string id, string project, string step, CancellationToken cancellation)
    {
        var found = await StepOf(accountability, id, project, step, cancellation);
        Step = found ?? new MyStep();
        return found is not null;
    }

    /// <summary>The step of an address, where it is one that the visitor has behind them; else null.</summary>
    internal static async Task<MyStep?> StepOf(
        AccountabilityService.AccountabilityServiceClient accountability, string id, string project, string step,
            CancellationToken cancellation)
    {
        var mine = await accountability.ListMyStepsAsync(
            new ListMyStepsRequest { RoundId = Links.Read(id), ProjectId = Links.Read(project) }, cancellationToken: cancellation);
        return mine.Steps.FirstOrDefault(one => one.Step == AnswerWords.StepOf(step));
    }

    private static int PointsOf(string? typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var points)
        ? points : 0;
}
