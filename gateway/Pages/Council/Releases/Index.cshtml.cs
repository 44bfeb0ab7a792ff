using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Council.Releases;

/// <summary>Money that was proposed to be let go of, and what became of it, newest first.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class IndexModel(GrantsService.GrantsServiceClient grants) : PageModel
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

    public async Task OnGet(CancellationToken cancellation)
    {
        var answer = await grants.ListReleasesAsync(
            new ListReleasesRequest { RoundId = Round ?? "", PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Releases = answer.Releases;
        NextPage = answer.NextPageToken;
    }
}
