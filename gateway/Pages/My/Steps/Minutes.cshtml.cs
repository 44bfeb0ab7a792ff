using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.My.Steps;

/// <summary>A group says how long a step took it; it may leave it out.</summary>
[OpenTo(Role.Person)]
public sealed class MinutesModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Minutes { get; set; }

    public MyStep Step { get; private set; } = new();

    public async Task<IActionResult> OnGet(string id, string project, string step, CancellationToken cancellation) =>
        await Load(id, project, step, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string id, string project, string step, CancellationToken cancellation)
    {
        if (!await Load(id, project, step, cancellation))
        {
            return NotFound();
        }

        if (!int.TryParse(Minutes?.Trim(), NumberStyles.None, CultureInfo.CurrentCulture, out var minutes))
        {
            ModelState.AddModelError(nameof(Minutes), Words.MySteps.MinutesWrong);
            return Page();
        }

        return await this.Send(
            accountability.SendMinutesAsync(
                new SendMinutesRequest
                {
                    RequestId = RequestId.ToString(), RoundId = Step.RoundId, ProjectId = Step.ProjectId,
                    Step = Step.Step, Minutes = minutes
                },
                cancellationToken: cancellation),
            "/my?thanks=true");
    }

    private async Task<bool> Load(string id, string project, string step, CancellationToken cancellation)
    {
        var found = await ScoreModel.StepOf(accountability, id, project, step, cancellation);
        Step = found ?? new MyStep();
        return found is not null;
    }
}
