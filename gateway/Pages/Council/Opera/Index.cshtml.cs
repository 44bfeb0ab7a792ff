using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Opera;

/// <summary>The rooms of a round, and where an officer opens one.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals, Say say) : PageModel
{
    private const int OnePage = 50;

    private static readonly int MostMinutes = (int)FieldLimits.MostOf(OpenOperaRoomRequest.Descriptor, "minutes");

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Question { get; set; }

    [BindProperty]
    public string? AreaCode { get; set; }

    [BindProperty]
    public int Minutes { get; set; } = 2;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<OperaRoom> Found { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public IEnumerable<Choice> Lengths => Enumerable.Range(1, MostMinutes).Select(minutes => new Choice(
        minutes.ToString(CultureInfo.InvariantCulture), say.Count(Words.CouncilOpera.OneMinutes, minutes)));

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        return await this.Send(
            proposals.OpenOperaRoomAsync(
                new OpenOperaRoomRequest
                {
                    RequestId = RequestId.ToString(), RoundId = id, AreaCode = AreaCode ?? "", Question = Question?.Trim() ?? "",
                    Minutes = Minutes,
                },
                cancellationToken: cancellation),
            room => CouncilLinks.OperaRoom(id, room.RoomId));
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        var rooms = proposals.ListOperaRoomsAsync(
            new ListOperaRoomsRequest { RoundId = id, PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var found = await rooms;
        (Found, NextPage) = (found.Rooms, found.NextPageToken);
        var caller = Person.CallerOf(User);
        var own = Round.Areas.Where(area => caller.MayActIn(area.AreaCode))
            .Select(area => new Choice(area.AreaCode, Phases.AreaName(Round, area.AreaCode)));
        Areas = caller.Areas.Count == 0 ? [new Choice("", Words.CouncilAnswers.WholeRound), .. own] : [.. own];
        if (caller.Areas.Count > 0 && Areas is [var only])
        {
            AreaCode = only.Value;
        }
    }
}
