using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;
using Participatory.Proposals.V1;
using Participatory.Words.Holdings;

namespace Participatory.Gateway.Pages.Council.Staff;

/// <summary>
/// Who works here and what they may do. An administrator confirms what another has asked for, takes roles away and ends all of somebody
/// who has left. Officers have e-mails tried again that did not go out, and see what the security log of People says.
/// </summary>
[OpenTo(Role.Officer, Role.Finance, Role.Administrator)]
public sealed class IndexModel(
    PeopleService.PeopleServiceClient people, ProposalsService.ProposalsServiceClient proposals, Identities identities,
    GatewaySettings settings) : PageModel
{
    private const int OnePage = 100;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>
    /// "end" (or nothing), "confirm", "take", "decline", "reset", "reset-confirm", "reset-decline", "forget" or "try".
    /// </summary>
    [BindProperty]
    public string? What { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public Role Role { get; set; }

    [BindProperty]
    public string? NoticeId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>What has just been done: as <see cref="What"/>, or "asked", "given", "invited", "signed-out".</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public bool IsAdministrator => Person.CallerOf(User).Is(Role.Administrator);

    /// <summary>They see what happens at the door, and what could not be sent.</summary>
    public bool SeesDoor => IsAdministrator || Person.CallerOf(User).Is(Role.Officer);

    /// <summary>Who sees nothing else of the council's pages stays here.</summary>
    public bool HasStart => Person.CallerOf(User) is var caller
        && (caller.Is(Role.Officer) || caller.Is(Role.Finance) || caller.Is(Role.Connector));

    /// <summary>Officers have accounts at the council's own sign-in, which may be made anew.</summary>
    public bool OfficersElsewhere => settings.Officers.HasProvider;

    /// <summary>How many days of the security log are shown.</summary>
    public int SecurityDays => settings.Retention.DaysOf(Period.SecurityEvents);

    /// <summary>Nobody else could be the second one.</summary>
    public bool IsOnlyAdministrator => IsAdministrator && NextPage.Length == 0 && string.IsNullOrEmpty(From)
        && Staff.Count(member => member.Roles.Contains(Role.Administrator)) == 1;

    public IReadOnlyList<StaffMember> Staff { get; private set; } = [];

    /// <summary>By code.</summary>
    public IReadOnlyDictionary<string, string> AreaNames { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<SetAsideNotice> Unsent { get; private set; } = [];

    public IReadOnlyList<SecurityEvent> Events { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var done = "";
        if (!await this.GoesThrough(async () => done = await Do(cancellation)))
        {
            await Load(cancellation);
            return Page();
        }

        // Whoever was signed in with other rights is not any more, also not here.
        identities.ForgetAll();
        return Redirect($"{CouncilLinks.Staff}?done={done}");
    }

    private async Task<string> Do(CancellationToken cancellation)
    {
        var (id, email) = (RequestId.ToString(), Email ?? "");
        switch (What)
        {
            case "confirm":
                await people.ConfirmRoleAsync(new() { RequestId = id, Email = email, Role = Role }, cancellationToken: cancellation);
                return "confirm";
            case "take" or "decline":
                await people.TakeRoleAsync(new() { RequestId = id, Email = email, Role = Role }, cancellationToken: cancellation);
                return What;
            case "reset":
                await people.AskPasskeyResetAsync(new() { RequestId = id, Email = email }, cancellationToken: cancellation);
                return What;
            case "reset-confirm":
                await people.ConfirmPasskeyResetAsync(new() { RequestId = id, Email = email }, cancellationToken: cancellation);
                return What;
            case "reset-decline":
                await people.DeclinePasskeyResetAsync(new() { RequestId = id, Email = email }, cancellationToken: cancellation);
                return What;
            case "forget":
                await people.ForgetAccountAsync(new() { RequestId = id, Email = email }, cancellationToken: cancellation);
                return "forget";
            case "try":
                await people.TryNoticeAgainAsync(new() { RequestId = id, NoticeId = NoticeId ?? "" }, cancellationToken: cancellation);
                return "try";
            default:
                await people.EndRolesAsync(new() { RequestId = id, Email = email }, cancellationToken: cancellation);
                return "end";
        }
    }

    private async Task Load(CancellationToken cancellation)
    {
        var answer = await people.ListStaffAsync(
            new ListStaffRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        (Staff, NextPage) = (answer.Staff, answer.NextPageToken);
        AreaNames = await RoleWords.Names(
            Staff.SelectMany(member => member.Held).SelectMany(held => held.Areas), proposals, cancellation);
        if (SeesDoor)
        {
            Unsent = (await people.ListSetAsideNoticesAsync(
                new ListSetAsideNoticesRequest { PageSize = OnePage }, cancellationToken: cancellation)).Notices;
            Events = (await people.ListSecurityEventsAsync(new(), cancellationToken: cancellation)).Events;
        }
    }
}
