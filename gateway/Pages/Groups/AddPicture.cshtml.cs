using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Groups;

/// <summary>A member adds a logo or a photo of the group, or takes it away.</summary>
[OpenTo(Role.Person)]
[RequestSizeLimit(Pieces.MaxFormBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = Pieces.MaxFormBytes)]
public sealed class AddPictureModel(PeopleService.PeopleServiceClient people) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public new IFormFile? Content { get; set; }

    [BindProperty]
    public string? AltText { get; set; }

    [BindProperty]
    public bool EverybodySaidYes { get; set; }

    /// <summary>It has just been removed.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Gone { get; set; }

    public Group Group { get; private set; } = new();

    /// <summary>Nobody else has anything to do here.</summary>
    public async Task<IActionResult> OnGet(string group, CancellationToken cancellation)
    {
        await Load(group, cancellation);
        return Group.Mine && Group.CloseTime is null ? Page() : new RedirectResult(Links.Group(Group.GroupId));
    }

    public async Task<IActionResult> OnPost(string group, CancellationToken cancellation)
    {
        await Load(group, cancellation);
        if (Content is null)
        {
            ModelState.AddModelError(nameof(Content), Words.Telling.PhotoMissing);
            return Page();
        }

        var first = new AddGroupPictureRequest
        {
            RequestId = RequestId.ToString(), GroupId = Group.GroupId, AltText = AltText?.Trim() ?? "", EverybodySaidYes = EverybodySaidYes,
        };
        var sent = await this.GoesThrough(
            async () =>
            {
                using var call = people.AddGroupPicture(deadline: Pieces.Deadline, cancellationToken: cancellation);
                await Pieces.Send(call, Content, first, () => new AddGroupPictureRequest(),
                    (message, content) => message.Content = content, cancellation);
            },
            refusal => ModelState.TakesFile(refusal, nameof(Content)));
        return sent ? Redirect(Links.Group(Group.GroupId) + "?saved=true") : Page();
    }

    public Task<IActionResult> OnPostRemove(string group, CancellationToken cancellation) => this.Send(
        people.RemoveGroupPictureAsync(
            new RemoveGroupPictureRequest { RequestId = RequestId.ToString(), GroupId = Links.Read(group) },
            cancellationToken: cancellation),
        Links.AddGroupPicture(Links.Read(group)) + "?gone=true", () => Load(group, cancellation));

    private async Task Load(string group, CancellationToken cancellation) =>
        Group = await people.GetGroupAsync(new GetGroupRequest { GroupId = Links.Read(group) }, cancellationToken: cancellation);
}
