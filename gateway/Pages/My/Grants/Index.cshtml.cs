using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.My.Grants;

/// <summary>The grants of one's own ideas, newest first.</summary>
[OpenTo(Role.Person)]
public sealed class IndexModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    private const int OnePage = 30;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IReadOnlyList<Award> Awards { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public async Task OnGet(CancellationToken cancellation)
    {
        var answer = await grants.ListMyAwardsAsync(
            new ListMyAwardsRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Awards = answer.Awards;
        NextPage = answer.NextPageToken;
    }
}
