using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voting.Vote;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Opera;

/// <summary>A room in large letters, for a screen that everybody in a hall sees: its code, the clock, and the notes.</summary>
[OpenTo(Role.Officer)]
public sealed class HallModel(ProposalsService.ProposalsServiceClient proposals, GatewaySettings settings) : PageModel
{
    public OperaRoom Room { get; private set; } = new();

    public string JoinAddress => settings.Root(Request) + Links.Opera;

    /// <summary>Where a phone that sees the screen joins.</summary>
    public QrCode JoinCode => QrCode.Of($"{JoinAddress}?code={Uri.EscapeDataString(Room.Code)}");

    public async Task<IActionResult> OnGet(string id, string room, CancellationToken cancellation)
    {
        Room = await proposals.GetOperaRoomAsync(new GetOperaRoomRequest { RoomId = room }, cancellationToken: cancellation);
        return Room.RoundId == id ? Page() : NotFound();
    }
}
