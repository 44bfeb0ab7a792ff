using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Hosting;

/// <summary>The money that somebody holds for others.</summary>
[OpenTo(Role.Person)]
public sealed class IndexModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    private const int OnePage = 50;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IReadOnlyList<Payee> Payees { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public async Task OnGet(CancellationToken cancellation)
    {
        var answer = await grants.ListMyHostingsAsync(
            new ListMyHostingsRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Payees = answer.Payees;
        NextPage = answer.NextPageToken;
    }
}
