using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Council.Staff;

/// <summary>Who works here and what they may do; an officer ends the roles of somebody who has left.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(PeopleService.PeopleServiceClient people, Identities identities) : PageModel
{
    private const int OnePage = 100;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Somebody's roles have just been ended.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Ended { get; set; }

    public IReadOnlyList<StaffMember> Staff { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!await this.GoesThrough(async () => await people.EndRolesAsync(
            new EndRolesRequest { RequestId = RequestId.ToString(), Email = Email ?? "" }, cancellationToken: cancellation)))
        {
            await Load(cancellation);
            return Page();
        }

        identities.ForgetAll();
        return Redirect(CouncilLinks.Staff + "?ended=true");
    }

    private async Task Load(CancellationToken cancellation)
    {
        var answer = await people.ListStaffAsync(
            new ListStaffRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Staff = answer.Staff;
        NextPage = answer.NextPageToken;
    }
}
