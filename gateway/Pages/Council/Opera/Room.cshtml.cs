using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Opera;

/// <summary>Where a facilitator sees how far a room is, and moves it on.</summary>
[OpenTo(Role.Officer)]
public sealed class RoomModel(ProposalsService.ProposalsServiceClient proposals, GatewaySettings settings) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The step that the page showed, by the name of an <see cref="OperaStep"/>.</summary>
    [BindProperty]
    public string? Step { get; set; }

    /// <summary>The turn that the page showed.</summary>
    [BindProperty]
    public int Turn { get; set; }

    [BindProperty]
    public List<string> NoteIds { get; set; } = [];

    [BindProperty]
    public string? Heading { get; set; }

    [BindProperty]
    public string? NoteId { get; set; }

    /// <summary>The name of a <see cref="HidingReason"/>.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public OperaRoom Room { get; private set; } = new();

    public string JoinAddress => settings.Root(Request) + Links.Opera;

    /// <summary>What the next step is called, and what happens with it.</summary>
    public (string Text, string What) Next => Room.Step switch
    {
        OperaStep.Own => (Words.CouncilOpera.ToPair, Words.CouncilOpera.ToPairWords),
        OperaStep.Pair => (Words.CouncilOpera.ToExplain, Words.CouncilOpera.ToExplainWords),
        OperaStep.Explain when Room.Pairs.Any(pair => pair.Number > Room.Turn && pair.Notes > 0) =>
            (Words.CouncilOpera.ToTurn, Words.CouncilOpera.ToTurnWords),
        OperaStep.Explain => (Words.CouncilOpera.ToRank, Words.CouncilOpera.ToRankWords),
        OperaStep.Rank => (Words.CouncilOpera.ToArrange, Words.CouncilOpera.ToArrangeWords),
        _ => (Words.CouncilOpera.ToDone, Words.CouncilOpera.ToDoneWords),
    };

    /// <summary>What can be taken out of sight, after a choice of none.</summary>
    public IReadOnlyList<Choice> ToHide =>
    [
        new("", Words.CouncilOpera.HidePick),
        .. Room.Notes.Where(note => note.HiddenReason == HidingReason.Unspecified).Select(note => new Choice(note.NoteId, note.Words)),
    ];

    public Task<IActionResult> OnGet(string id, string room, CancellationToken cancellation) => Load(id, room, cancellation);

    public Task<IActionResult> OnPostDoor(string id, string room, CancellationToken cancellation) => this.Send(
        proposals.CloseOperaDoorAsync(
            new CloseOperaDoorRequest { RequestId = RequestId.ToString(), RoomId = room }, cancellationToken: cancellation),
        CouncilLinks.OperaRoom(id, room), () => Load(id, room, cancellation));

    public Task<IActionResult> OnPostMove(string id, string room, CancellationToken cancellation) => this.Send(
        proposals.MoveOperaAsync(
            new MoveOperaRequest
            {
                RequestId = RequestId.ToString(), RoomId = room, Step = Choice.Of<OperaStep>(Step), Turn = Turn,
            },
            cancellationToken: cancellation),
        CouncilLinks.OperaRoom(id, room), () => Load(id, room, cancellation));

    public Task<IActionResult> OnPostArrange(string id, string room, CancellationToken cancellation) => this.Send(
        proposals.ArrangeOperaNotesAsync(
            new ArrangeOperaNotesRequest
            {
                RequestId = RequestId.ToString(), RoomId = room, NoteIds = { NoteIds }, Heading = Heading?.Trim() ?? "",
            },
            cancellationToken: cancellation),
        CouncilLinks.OperaRoom(id, room) + "?saved=true", () => Load(id, room, cancellation));

    public Task<IActionResult> OnPostHide(string id, string room, CancellationToken cancellation) => this.Send(
        proposals.HideOperaNoteAsync(
            new HideOperaNoteRequest
            {
                RequestId = RequestId.ToString(), RoomId = room, NoteId = NoteId ?? "", Reason = Choice.Of<HidingReason>(Reason),
            },
            cancellationToken: cancellation),
        CouncilLinks.OperaRoom(id, room) + "?saved=true", () => Load(id, room, cancellation));

    private async Task<IActionResult> Load(string id, string room, CancellationToken cancellation)
    {
        Room = await proposals.GetOperaRoomAsync(new GetOperaRoomRequest { RoomId = room }, cancellationToken: cancellation);
        return Room.RoundId == id ? Page() : NotFound();
    }
}
