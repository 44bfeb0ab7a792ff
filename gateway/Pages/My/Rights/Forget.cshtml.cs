using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.My.Rights;

/// <summary>Says what goes and what stays when we forget somebody, and does it.</summary>
[OpenTo(Role.Person)]
public sealed class ForgetModel(
    PeopleService.PeopleServiceClient people, GrantsService.GrantsServiceClient grants, Identities identities) : PageModel
{
    private const int GrantsLookedAt = 200;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Grants that are not finished: until they are, somebody has to be behind them.</summary>
    public IReadOnlyList<Award> Open { get; private set; } = [];

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        await Load(cancellation);
        if (Open.Count > 0)
        {
            return Page();
        }

        var request = new ForgetMeRequest { RequestId = RequestId.ToString() };
        if (!await this.GoesThrough(() => people.ForgetMeAsync(request, cancellationToken: cancellation).ResponseAsync))
        {
            return Page();
        }

        identities.ForgetPerson(Person.CallerOf(User).Subject);
        Sessions.Drop(HttpContext);
        // Also what it keeps of an unfinished story.
        Sessions.Clear(HttpContext, "\"cache\", \"storage\"");
        return LocalRedirect("/?forgotten=true");
    }

    private async Task Load(CancellationToken cancellation)
    {
        var mine = await grants.ListMyAwardsAsync(new ListMyAwardsRequest { PageSize = GrantsLookedAt }, cancellationToken: cancellation);
        Open = [.. mine.Awards.Where(award => award.State is AwardState.Offered or AwardState.Accepted)];
    }
}
