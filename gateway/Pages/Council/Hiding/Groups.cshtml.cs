using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Council.Hiding;

/// <summary>Groups that an officer has to look at.</summary>
[OpenTo(Role.Officer)]
public sealed class GroupsModel(PeopleService.PeopleServiceClient people) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>A decision has just been saved.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public ListFlaggedGroupsResponse Found { get; private set; } = new();

    public async Task OnGet(CancellationToken cancellation) => Found = await people.ListFlaggedGroupsAsync(
        new ListFlaggedGroupsRequest { PageToken = From ?? "" }, cancellationToken: cancellation);
}
