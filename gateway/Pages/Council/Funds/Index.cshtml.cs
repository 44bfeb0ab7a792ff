using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Council.Funds;

/// <summary>The funds, newest first.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class IndexModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    private const int OnePage = 30;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IReadOnlyList<Fund> Funds { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public async Task OnGet(CancellationToken cancellation)
    {
        var answer = await grants.ListFundsAsync(
            new ListFundsRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Funds = answer.Funds;
        NextPage = answer.NextPageToken;
    }
}
