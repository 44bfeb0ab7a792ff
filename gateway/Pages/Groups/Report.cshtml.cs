using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Groups;

/// <summary>Somebody, signed in or not, says that a group's words should not stand there.</summary>
[OpenTo(Role.Anyone)]
public sealed class ReportModel(PeopleService.PeopleServiceClient people) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The name of a <see cref="HidingReason"/>.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>It has just been sent.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Sent { get; set; }

    public Group Group { get; private set; } = new();

    public Task OnGet(string group, CancellationToken cancellation) => Load(group, cancellation);

    public Task<IActionResult> OnPost(string group, CancellationToken cancellation) => this.Send(
        people.FlagGroupAsync(
            new FlagGroupRequest
            {
                RequestId = RequestId.ToString(), GroupId = Links.Read(group), Reason = Choice.Of<HidingReason>(Reason),
                Note = TypedText.Lines(Note).Trim(),
            },
            cancellationToken: cancellation),
        Links.ReportGroup(Links.Read(group)) + "?sent=true", () => Load(group, cancellation));

    private async Task Load(string group, CancellationToken cancellation) =>
        Group = await people.GetGroupAsync(new GetGroupRequest { GroupId = Links.Read(group) }, cancellationToken: cancellation);
}
