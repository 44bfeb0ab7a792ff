using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Opera;

/// <summary>What came of one room: statements and numbers, and nobody's name.</summary>
[OpenTo(Role.Anyone)]
public sealed class ResultModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    public Round Round { get; private set; } = new();

    public OperaResult Result { get; private set; } = new();

    public async Task<IActionResult> OnGet(string id, string room, CancellationToken cancellation)
    {
        Result = await proposals.GetOperaResultAsync(new GetOperaResultRequest { RoomId = room }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        return Result.RoundId == id ? Page() : NotFound();
    }
}
