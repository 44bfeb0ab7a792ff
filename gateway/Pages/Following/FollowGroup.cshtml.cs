using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Following;

/// <summary>Somebody follows a group, or says how often they are told of it.</summary>
[OpenTo(Role.Person)]
public sealed class FollowGroupModel(PeopleService.PeopleServiceClient people) : PageModel, IFollowFields
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The name of a <see cref="Participatory.People.V1.HowOften"/>.</summary>
    [BindProperty]
    public string? HowOften { get; set; }

    public Group Group { get; private set; } = new();

    public async Task OnGet(string group, CancellationToken cancellation)
    {
        await Load(group, cancellation);
        HowOften = await FollowWords.ChosenFor(people, Thing(group), cancellation);
    }

    public Task<IActionResult> OnPost(string group, CancellationToken cancellation) => this.Send(
        people.FollowAsync(
            new FollowRequest { RequestId = RequestId.ToString(), Thing = Thing(group), HowOften = Choice.Of<HowOften>(HowOften) },
            cancellationToken: cancellation),
        Links.MyFollowing + "?saved=true", () => Load(group, cancellation));

    private static FollowedThing Thing(string group) => new() { Kind = FollowingKind.Group, ThingId = Links.Read(group) };

    private async Task Load(string group, CancellationToken cancellation) =>
        Group = await people.GetGroupAsync(new GetGroupRequest { GroupId = Links.Read(group) }, cancellationToken: cancellation);
}
