using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voices;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Groups;

/// <summary>Who is in a group, who may say yes to money, and who is invited: for its members, who change it here.</summary>
[OpenTo(Role.Person)]
public sealed class MembersModel(PeopleService.PeopleServiceClient people, GatewaySettings settings) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Drawn when the page is opened, so that the same form, sent again, has the same link.</summary>
    [BindProperty]
    public string? Secret { get; set; }

    /// <summary>Which invitation is ended.</summary>
    [BindProperty]
    public string? Invitation { get; set; }

    /// <summary>Who is asked to say yes to money.</summary>
    [BindProperty]
    public string? Member { get; set; }

    [BindProperty]
    public bool Yes { get; set; }

    [BindProperty]
    public string? ShownAs { get; set; }

    [BindProperty]
    public bool ShowName { get; set; }

    public Group Group { get; private set; } = new();

    public IReadOnlyList<GroupMember> Members { get; private set; } = [];

    public IReadOnlyList<GroupInvitation> Invitations { get; private set; } = [];

    /// <summary>The address of the link that was made just now; it is on no page after this one.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The visitor among them.</summary>
    public GroupMember Me => Members.First(member => member.IsYou);

    public async Task<IActionResult> OnGet(string group, CancellationToken cancellation)
    {
        Secret = VoiceWords.NewSecret();
        await LoadGroup(group, cancellation);
        if (!Group.Mine)
        {
            return new RedirectResult(Links.Group(Group.GroupId));
        }

        await LoadMembers(cancellation);
        (ShownAs, ShowName) = (Me.ShownAs, Me.ShowName);
        return Page();
    }

    public async Task<IActionResult> OnPostInvite(string group, CancellationToken cancellation)
    {
        await LoadGroup(group, cancellation);
        if (await this.GoesThrough(() => people.InviteToGroupAsync(
            new InviteToGroupRequest { RequestId = RequestId.ToString(), GroupId = Group.GroupId, Secret = Secret ?? "" },
            cancellationToken: cancellation).ResponseAsync))
        {
            // The answer holds the secret, so no browser keeps it; sent again, the form gets the same.
            Response.Headers.CacheControl = "no-store";
            Address = settings.Root(Request) + Links.JoinGroup(Secret ?? "");
            Secret = VoiceWords.NewSecret();
            ModelState.Clear();
        }

        await LoadMembers(cancellation);
        (ShownAs, ShowName) = (Me.ShownAs, Me.ShowName);
        return Page();
    }

    public Task<IActionResult> OnPostEnd(string group, CancellationToken cancellation) => this.Send(
        people.EndGroupInvitationAsync(
            new EndGroupInvitationRequest
            {
                RequestId = RequestId.ToString(), GroupId = Links.Read(group), InvitationId = Invitation ?? "",
            },
            cancellationToken: cancellation),
        Links.GroupMembers(Links.Read(group)), () => Load(group, cancellation));

    public Task<IActionResult> OnPostAsk(string group, CancellationToken cancellation) => this.Send(
        people.AskSignerAsync(
            new AskSignerRequest { RequestId = RequestId.ToString(), GroupId = Links.Read(group), MemberId = Member ?? "" },
            cancellationToken: cancellation),
        Links.GroupMembers(Links.Read(group)), () => Load(group, cancellation));

    public Task<IActionResult> OnPostAnswer(string group, CancellationToken cancellation) => this.Send(
        people.AnswerSignerAsync(
            new AnswerSignerRequest { RequestId = RequestId.ToString(), GroupId = Links.Read(group), Yes = Yes },
            cancellationToken: cancellation),
        Links.GroupMembers(Links.Read(group)), () => Load(group, cancellation));

    public Task<IActionResult> OnPostName(string group, CancellationToken cancellation) => this.Send(
        people.ChangeMyMembershipAsync(
            new ChangeMyMembershipRequest
            {
                RequestId = RequestId.ToString(), GroupId = Links.Read(group), ShownAs = ShownAs?.Trim() ?? "", ShowName = ShowName,
            },
            cancellationToken: cancellation),
        Links.Group(Links.Read(group)) + "?saved=true", () => Load(group, cancellation));

    public Task<IActionResult> OnPostLeave(string group, CancellationToken cancellation) => this.Send(
        people.LeaveGroupAsync(
            new LeaveGroupRequest { RequestId = RequestId.ToString(), GroupId = Links.Read(group) }, cancellationToken: cancellation),
        Links.MyGroups + "?left=true", () => Load(group, cancellation));

    public Task<IActionResult> OnPostClose(string group, CancellationToken cancellation) => this.Send(
        people.CloseGroupAsync(
            new CloseGroupRequest { RequestId = RequestId.ToString(), GroupId = Links.Read(group), Yes = Yes },
            cancellationToken: cancellation),
        Links.GroupMembers(Links.Read(group)), () => Load(group, cancellation));

    private async Task Load(string group, CancellationToken cancellation)
    {
        Secret = VoiceWords.NewSecret();
        await LoadGroup(group, cancellation);
        await LoadMembers(cancellation);
        if (ShownAs is null)
        {
            // Another form of the page was refused.
            (ShownAs, ShowName) = (Me.ShownAs, Me.ShowName);
        }
    }

    private async Task LoadGroup(string group, CancellationToken cancellation) =>
        Group = await people.GetGroupAsync(new GetGroupRequest { GroupId = Links.Read(group) }, cancellationToken: cancellation);

    private async Task LoadMembers(CancellationToken cancellation)
    {
        var answer = await people.GetGroupMembersAsync(
            new GetGroupMembersRequest { GroupId = Group.GroupId }, cancellationToken: cancellation);
        (Members, Invitations) = (answer.Members, answer.Invitations);
    }
}
