using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Staff;

/// <summary>Gives somebody of the staff a role, or asks for it where it takes a second administrator.</summary>
[OpenTo(Access.V1.Role.Administrator)]
public sealed class GiveModel(
    PeopleService.PeopleServiceClient people, ProposalsService.ProposalsServiceClient proposals, CouncilDays days, Identities identities)
        : PageModel
{
    private const int OnePage = 200;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public Role? Role { get; set; }

    [BindProperty]
    public List<string> Areas { get; set; } = [];

    /// <summary>The last day; nothing is no end.</summary>
    [BindProperty]
    public string? EndTime { get; set; }

    public IReadOnlyList<Choice> AllAreas { get; private set; } = [];

    public IReadOnlyList<Choice> Others { get; private set; } = [];

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!ModelState.ReadsLastDay(nameof(EndTime), EndTime, days, Words.Staff.EndWrong, out var end))
        {
            await Load(cancellation);
            return Page();
        }

        var request = new GiveRoleRequest
        {
            RequestId = RequestId.ToString(), Email = Email ?? "", Role = Role ?? Access.V1.Role.Unspecified, EndTime = end,
        };
        request.Areas.AddRange(Areas);
        var sent = await this.Send(
            people.GiveRoleAsync(request, cancellationToken: cancellation),
            member => $"{CouncilLinks.Staff}?done={(member.Roles.Contains(request.Role) ? "given" : "asked")}", () => Load(cancellation));
        identities.ForgetAll();
        return sent;
    }

    private async Task Load(CancellationToken cancellation)
    {
        AllAreas = await RoleWords.Areas(proposals, cancellation);
        var all = await WholeList.Load(
            token => people.ListStaffAsync(new() { PageSize = OnePage, PageToken = token }, cancellationToken: cancellation),
            page => (page.Staff, page.NextPageToken));
        Others =
        [
            new Choice("", Words.Staff.ChooseSomebody),
            .. all.Where(member => !member.Me).OrderBy(member => member.ShownAs, StringComparer.CurrentCulture)
                .Select(member => new Choice(member.Email, $"{member.ShownAs} ({member.Email})")),
        ];
    }
}
