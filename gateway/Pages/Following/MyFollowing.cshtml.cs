using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Following;

/// <summary>What somebody follows, and how often they are told of each.</summary>
[OpenTo(Role.Person)]
public sealed class MyFollowingModel(PeopleService.PeopleServiceClient people) : PageModel
{
    private const int OnePage = 50;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The name of a <see cref="FollowingKind"/>.</summary>
    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? RoundId { get; set; }

    [BindProperty]
    public string? ThingId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>They have just chosen something.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    /// <summary>They have just stopped: "one" or "all".</summary>
    [BindProperty(SupportsGet = true)]
    public string? Stopped { get; set; }

    public IReadOnlyList<Followed> Following { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public Task<IActionResult> OnPostStop(CancellationToken cancellation) => this.Send(
        people.StopFollowingAsync(
            new StopFollowingRequest
            {
                RequestId = RequestId.ToString(),
                Thing = new FollowedThing { Kind = Choice.Of<FollowingKind>(Kind), RoundId = RoundId ?? "", ThingId = ThingId ?? "" },
            },
            cancellationToken: cancellation),
        Links.MyFollowing + "?stopped=one", () => Load(cancellation));

    public Task<IActionResult> OnPostStopAll(CancellationToken cancellation) => this.Send(
        people.StopFollowingAsync(
            new StopFollowingRequest { RequestId = RequestId.ToString(), All = true }, cancellationToken: cancellation),
        Links.MyFollowing + "?stopped=all", () => Load(cancellation));

    private async Task Load(CancellationToken cancellation)
    {
        var answer = await people.ListMyFollowingAsync(
            new ListMyFollowingRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        (Following, NextPage) = (answer.Following, answer.NextPageToken);
    }
}
