using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>All that happened to an idea, day by day.</summary>
[OpenTo(Role.Anyone)]
public sealed class TimelineModel(
    ProposalsService.ProposalsServiceClient proposals, GrantsService.GrantsServiceClient grants,
    AccountabilityService.AccountabilityServiceClient accountability, Say say) : PageModel
{
    public TimelineParts Parts { get; private set; } = new();

    public IReadOnlyList<TimelineEntry> Entries { get; private set; } = [];

    public async Task OnGet(string id, string n, CancellationToken cancellation)
    {
        Parts = await TimelineOf.Load(id, Links.Read(n), proposals, grants, accountability, cancellation);
        Entries = TimelineEntries.Of(Parts, say);
    }
}
