using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Groups;

/// <summary>The groups in which somebody is.</summary>
[OpenTo(Role.Person)]
public sealed class MineModel(PeopleService.PeopleServiceClient people, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 48;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>They have just left one.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Left { get; set; }

    public IReadOnlyList<Group> Found { get; private set; } = [];

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public async Task OnGet(CancellationToken cancellation)
    {
        var areas = GroupNames.Areas(proposals, Words.Groups.WhereNone, cancellation);
        var answer = await people.ListMyGroupsAsync(
            new ListMyGroupsRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        (Found, NextPage) = (answer.Groups, answer.NextPageToken);
        Areas = await areas;
    }
}
