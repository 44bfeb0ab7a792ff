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

/// <summary>A member changes what the group is called and says of itself.</summary>
[OpenTo(Role.Person)]
public sealed class ChangeModel(PeopleService.PeopleServiceClient people, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>What was looked at.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? AreaCode { get; set; }

    public string GroupId { get; private set; } = "";

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public async Task<IActionResult> OnGet(string group, CancellationToken cancellation)
    {
        var now = await people.GetGroupAsync(new GetGroupRequest { GroupId = Links.Read(group) }, cancellationToken: cancellation);
        if (!now.Mine || now.CloseTime is not null)
        {
            return new RedirectResult(Links.Group(now.GroupId));
        }

        (Version, Name, Description, AreaCode) = (now.Version, now.Name, now.Description, now.AreaCode);
        await Load(group, cancellation);
        return Page();
    }

    public Task<IActionResult> OnPost(string group, CancellationToken cancellation) => this.Send(
        people.ChangeGroupAsync(
            new ChangeGroupRequest
            {
                RequestId = RequestId.ToString(), GroupId = Links.Read(group), Version = Version, Name = Name?.Trim() ?? "",
                Description = TypedText.Lines(Description).Trim(), AreaCode = AreaCode ?? "",
            },
            cancellationToken: cancellation),
        Links.Group(Links.Read(group)) + "?saved=true", () => Load(group, cancellation));

    private async Task Load(string group, CancellationToken cancellation)
    {
        GroupId = Links.Read(group);
        Areas = await GroupNames.Areas(proposals, Words.Groups.WhereNone, cancellation);
    }
}
