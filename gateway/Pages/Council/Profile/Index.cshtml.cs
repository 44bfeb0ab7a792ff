using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Council.Profile;

/// <summary>How the council calls itself and looks, and did before, for all of the staff to read.</summary>
[OpenTo(Role.Officer, Role.Finance, Role.Administrator)]
public sealed class IndexModel(PeopleService.PeopleServiceClient people, GatewaySettings settings) : PageModel
{
    private const int OnePage = 20;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Settings.Council Now => settings.Council;

    public bool IsAdministrator => Person.CallerOf(User).Is(Role.Administrator);

    public ListProfilesResponse Found { get; private set; } = new();

    /// <summary>The council as it was with that version.</summary>
    public Settings.Council Of(CouncilProfile version) => settings.CouncilNow.With(version);

    public async Task OnGet(CancellationToken cancellation) => Found = await people.ListProfilesAsync(
        new ListProfilesRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
}
