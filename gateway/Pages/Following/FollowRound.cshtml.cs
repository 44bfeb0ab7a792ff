using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Following;

/// <summary>Somebody follows a round or one area of it, or says how often they are told of it.</summary>
[OpenTo(Role.Person)]
public sealed class FollowRoundModel(
    PeopleService.PeopleServiceClient people, ProposalsService.ProposalsServiceClient proposals) : PageModel, IFollowFields
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The code of an area; empty for the whole round.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    /// <summary>The name of a <see cref="Participatory.People.V1.HowOften"/>.</summary>
    [BindProperty]
    public string? HowOften { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<Choice> Areas =>
    [
        new("", Words.Following.WholeRound),
        .. Round.Areas.Select(area => new Choice(area.AreaCode, Phases.AreaName(Round, area.AreaCode))),
    ];

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        HowOften = await FollowWords.ChosenFor(people, Thing(id), cancellation);
    }

    public Task<IActionResult> OnPost(string id, CancellationToken cancellation) => this.Send(
        people.FollowAsync(
            new FollowRequest { RequestId = RequestId.ToString(), Thing = Thing(id), HowOften = Choice.Of<HowOften>(HowOften) },
            cancellationToken: cancellation),
        Links.MyFollowing + "?saved=true", () => Load(id, cancellation));

    private FollowedThing Thing(string id) => new()
    {
        Kind = string.IsNullOrEmpty(Area) ? FollowingKind.Round : FollowingKind.Area, RoundId = id, ThingId = Area ?? "",
    };

    private async Task Load(string id, CancellationToken cancellation) =>
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
}
