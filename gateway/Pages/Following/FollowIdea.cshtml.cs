using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Following;

/// <summary>Somebody follows an idea, or says how often they are told of it.</summary>
[OpenTo(Role.Person)]
public sealed class FollowIdeaModel(
    PeopleService.PeopleServiceClient people, ProposalsService.ProposalsServiceClient proposals) : PageModel, IFollowFields
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The name of a <see cref="Participatory.People.V1.HowOften"/>.</summary>
    [BindProperty]
    public string? HowOften { get; set; }

    public Proposal Idea { get; private set; } = new();

    public async Task OnGet(string id, string n, CancellationToken cancellation)
    {
        await Load(id, n, cancellation);
        HowOften = await FollowWords.ChosenFor(people, Thing(id, n), cancellation);
    }

    public Task<IActionResult> OnPost(string id, string n, CancellationToken cancellation) => this.Send(
        people.FollowAsync(
            new FollowRequest { RequestId = RequestId.ToString(), Thing = Thing(id, n), HowOften = Choice.Of<HowOften>(HowOften) },
            cancellationToken: cancellation),
        Links.MyFollowing + "?saved=true", () => Load(id, n, cancellation));

    private static FollowedThing Thing(string id, string n) => new()
    {
        Kind = FollowingKind.Idea, RoundId = id, ThingId = Links.Read(n),
    };

    private async Task Load(string id, string n, CancellationToken cancellation) => Idea = await proposals.GetProposalAsync(
        new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
}
