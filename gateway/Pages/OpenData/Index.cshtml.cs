using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.OpenData;

/// <summary>The grants as open data: which files there are, and under which licence.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    public GrantsStatus Status { get; private set; } = new();

    public async Task OnGet(CancellationToken cancellation) =>
        Status = await grants.GetGrantsStatusAsync(new GetGrantsStatusRequest(), cancellationToken: cancellation);
}
