using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Groups;

/// <summary>The groups that go on, of all areas or one, or with a part of a name.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(PeopleService.PeopleServiceClient people, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 48;

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IReadOnlyList<Group> Found { get; private set; } = [];

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    /// <summary>This page without its place in the list.</summary>
    public string Here => $"{Links.Groups}?area={Uri.EscapeDataString(Area ?? "")}&search={Uri.EscapeDataString(Search ?? "")}";

    public async Task OnGet(CancellationToken cancellation)
    {
        var areas = GroupNames.Areas(proposals, Words.Site.AllAreas, cancellation);
        await this.GoesThrough(async () =>
        {
            var answer = await people.ListGroupsAsync(
                new ListGroupsRequest { AreaCode = Area ?? "", Query = Search?.Trim() ?? "", PageSize = OnePage, PageToken = From ?? "" },
                cancellationToken: cancellation);
            (Found, NextPage) = (answer.Groups, answer.NextPageToken);
        });
        Areas = await areas;
    }
}
