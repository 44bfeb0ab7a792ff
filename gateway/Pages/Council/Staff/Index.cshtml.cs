using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;
using Participatory.Words.Holdings;

namespace Participatory.Gateway.Pages.Council.Staff;

/// <summary>
/// Who works here and what they may do. An officer ends the roles of somebody who has left, gives them back, and has e-mails tried again
/// that did not go out. Below stands what the security log of People says.
/// </summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(PeopleService.PeopleServiceClient people, Identities identities, GatewaySettings settings) : PageModel
{
    private const int OnePage = 100;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>"end" (or nothing), "back", "forget" or "try".</summary>
    [BindProperty]
    public string? What { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? NoticeId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>What has just been done: "end", "back", "forget" or "try".</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>Officers have accounts at the council's own sign-in, which may be made anew.</summary>
    public bool OfficersElsewhere => settings.Officers.HasProvider;

    /// <summary>How many days of the security log are shown.</summary>
    public int SecurityDays => settings.Retention.DaysOf(Period.SecurityEvents);

    public IReadOnlyList<StaffMember> Staff { get; private set; } = [];

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

        return Redirect($"{CouncilLinks.Staff}?done={done}");
    }

    private async Task<string> Do(CancellationToken cancellation)
    {
        var (id, email) = (RequestId.ToString(), Email ?? "");
        switch (What)
        {
            case "back":
                await people.GiveRolesBackAsync(new() { RequestId = id, Email = email }, cancellationToken: cancellation);
                identities.ForgetAll();
                return "back";
            case "forget":
                await people.ForgetAccountAsync(new() { RequestId = id, Email = email }, cancellationToken: cancellation);
                identities.ForgetAll();
                return "forget";
            case "try":
                await people.TryNoticeAgainAsync(new() { RequestId = id, NoticeId = NoticeId ?? "" }, cancellationToken: cancellation);
                return "try";
            default:
                await people.EndRolesAsync(new() { RequestId = id, Email = email }, cancellationToken: cancellation);
                identities.ForgetAll();
                return "end";
        }
    }

    private async Task Load(CancellationToken cancellation)
    {
        var answer = await people.ListStaffAsync(
            new ListStaffRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        (Staff, NextPage) = (answer.Staff, answer.NextPageToken);
        Unsent = (await people.ListSetAsideNoticesAsync(
            new ListSetAsideNoticesRequest { PageSize = OnePage }, cancellationToken: cancellation)).Notices;
        Events = (await people.ListSecurityEventsAsync(new(), cancellationToken: cancellation)).Events;
    }
}
