using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Staff;

/// <summary>Puts somebody on the list of staff, with a first role; they are told by e-mail as soon as they have it.</summary>
[OpenTo(Access.V1.Role.Administrator)]
public sealed class InviteModel(
    PeopleService.PeopleServiceClient people, ProposalsService.ProposalsServiceClient proposals, CouncilDays days, Identities identities)
        : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? ShownAs { get; set; }

    [BindProperty]
    public Role? Role { get; set; }

    [BindProperty]
    public List<string> Areas { get; set; } = [];

    /// <summary>The last day; nothing is no end.</summary>
    [BindProperty]
    public string? EndTime { get; set; }

    public IReadOnlyList<Choice> AllAreas { get; private set; } = [];

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!ModelState.ReadsLastDay(nameof(EndTime), EndTime, days, Words.Staff.EndWrong, out var end))
        {
            await Load(cancellation);
            return Page();
        }

        var request = new InviteMemberRequest
        {
            RequestId = RequestId.ToString(), Email = Email ?? "", ShownAs = ShownAs?.Trim() ?? "",
            Role = Role ?? Access.V1.Role.Unspecified, EndTime = end,
        };
        request.Areas.AddRange(Areas);
        var sent = await this.Send(
            people.InviteMemberAsync(request, cancellationToken: cancellation),
            member => $"{CouncilLinks.Staff}?done={(member.Roles.Count > 0 ? "invited" : "asked")}", () => Load(cancellation));
        identities.ForgetAll();
        return sent;
    }

    private async Task Load(CancellationToken cancellation) => AllAreas = await RoleWords.Areas(proposals, cancellation);
}
