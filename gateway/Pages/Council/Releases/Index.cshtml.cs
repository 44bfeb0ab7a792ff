using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Releases;

/// <summary>Money that was proposed to be let go of, and what became of it, newest first.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class IndexModel(GrantsService.GrantsServiceClient grants, Say say) : PageModel
{
    private const int OnePage = 30;

    [BindProperty(SupportsGet = true)]
    public string? Round { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IReadOnlyList<Release> Releases { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public string Address => string.IsNullOrEmpty(Round) ? CouncilLinks.Releases
        : $"{CouncilLinks.Releases}?round={Uri.EscapeDataString(Round)}";

    public static string StateName(ReleaseState state) => state switch
    {
        ReleaseState.Approved => Words.Releases.Approved,
        ReleaseState.Declined => Words.Releases.Declined,
        _ => Words.Releases.Proposed,
    };

    /// <summary>Who proposed it, and who decided on it and when.</summary>
    public string Who(Release release) => release.State switch
    {
        ReleaseState.Approved => say.Fill(
            Words.Releases.ListApprovedBy, release.ProposedBy, release.DecidedBy, say.Date(release.DecideTime)),
        ReleaseState.Declined => say.Fill(
            Words.Releases.ListDeclinedBy, release.ProposedBy, release.DecidedBy, say.Date(release.DecideTime)),
        _ => say.Fill(Words.Releases.ProposedBy, release.ProposedBy, say.Date(release.ProposeTime)),
    };

    public async Task OnGet(CancellationToken cancellation)
    {
        var answer = await grants.ListReleasesAsync(
            new ListReleasesRequest { RoundId = Round ?? "", PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Releases = answer.Releases;
        NextPage = answer.NextPageToken;
    }
}
