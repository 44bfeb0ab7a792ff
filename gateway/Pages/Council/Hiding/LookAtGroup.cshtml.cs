using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Hiding;

/// <summary>An officer reads a group's words, and hides them, shows them, or keeps them hidden at a second look.</summary>
[OpenTo(Role.Officer)]
public sealed class LookAtGroupModel(PeopleService.PeopleServiceClient people) : JudgingModel
{
    /// <summary>Of the words that the officer has read: where they were changed since, nothing is decided.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>The picture that they have seen, in the same way; nothing where there was none.</summary>
    [BindProperty]
    public string? PictureId { get; set; }

    public override int VersionRead => Group.Version;

    public override string PictureRead => Group.Picture?.PictureId ?? "";

    public Group Group { get; private set; } = new();

    public Task OnGet(string group, CancellationToken cancellation) => Load(group, cancellation);

    public Task<IActionResult> OnPost(string group, CancellationToken cancellation) => this.Send(
        people.JudgeGroupAsync(
            new JudgeGroupRequest
            {
                RequestId = RequestId.ToString(), GroupId = Links.Read(group), Judgement = Choice.Of<HidingJudgement>(Judgement),
                Reason = Choice.Of<HidingReason>(Reason), Version = Version, PictureId = PictureId ?? "",
            },
            cancellationToken: cancellation),
        CouncilLinks.HiddenGroups + "?saved=true", () => Load(group, cancellation));

    private async Task Load(string group, CancellationToken cancellation)
    {
        var flags = people.GetGroupFlagsAsync(new GetGroupFlagsRequest { GroupId = Links.Read(group) }, cancellationToken: cancellation);
        Group = await people.GetGroupAsync(new GetGroupRequest { GroupId = Links.Read(group) }, cancellationToken: cancellation);
        IsSecondLook = Group.Hiding?.State == HidingState.SecondLook;
        Flags = (await flags).Flags;
    }
}
