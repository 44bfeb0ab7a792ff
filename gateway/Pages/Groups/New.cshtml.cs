using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Groups;

/// <summary>Somebody founds a group.</summary>
[OpenTo(Role.Person)]
public sealed class NewModel(PeopleService.PeopleServiceClient people, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? AreaCode { get; set; }

    [BindProperty]
    public string? ShownAs { get; set; }

    [BindProperty]
    public bool ShowName { get; set; }

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public Task<IActionResult> OnPost(CancellationToken cancellation) => this.Send(
        people.CreateGroupAsync(
            new CreateGroupRequest
            {
                RequestId = RequestId.ToString(), Name = Name?.Trim() ?? "", Description = TypedText.Lines(Description).Trim(),
                AreaCode = AreaCode ?? "", ShownAs = ShownAs?.Trim() ?? "", ShowName = ShowName,
            },
            cancellationToken: cancellation),
        group => Links.Group(group.GroupId) + "?joined=true", () => Load(cancellation));

    private async Task Load(CancellationToken cancellation) =>
        Areas = await GroupNames.Areas(proposals, Words.Groups.WhereNone, cancellation);
}
