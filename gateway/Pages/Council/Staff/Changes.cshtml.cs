using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Staff;

/// <summary>Who changed what of the staff, for all of them to read.</summary>
[OpenTo(Role.Officer, Role.Finance, Role.Administrator)]
public sealed class ChangesModel(
    PeopleService.PeopleServiceClient people, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 50;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public ListStaffChangesResponse Found { get; private set; } = new();

    public IReadOnlyDictionary<string, string> AreaNames { get; private set; } = new Dictionary<string, string>();

    public async Task OnGet(CancellationToken cancellation)
    {
        Found = await people.ListStaffChangesAsync(
            new ListStaffChangesRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        AreaNames = await RoleWords.Names(Found.Changes.SelectMany(change => change.Areas), proposals, cancellation);
    }
}
