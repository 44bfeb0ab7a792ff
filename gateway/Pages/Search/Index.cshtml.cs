using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Search;

/// <summary>Ideas and rounds of all years by their words.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 20;

    private Dictionary<string, string> titles = new(StringComparer.Ordinal);

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Something is looked for.</summary>
    public bool Asks => !string.IsNullOrWhiteSpace(Search);

    public IReadOnlyList<Proposal> Ideas { get; private set; } = [];

    public IReadOnlyList<FoundRound> Rounds { get; private set; } = [];

    public bool Incomplete { get; private set; }

    public string NextPage { get; private set; } = "";

    /// <summary>This page without its place in the list.</summary>
    public string Here => $"{Links.Search}?search={Uri.EscapeDataString(Search ?? "")}";

    /// <summary>Of a round; empty where it cannot be had at the moment.</summary>
    public string TitleOf(string roundId) => titles.GetValueOrDefault(roundId, "");

    public async Task OnGet(CancellationToken cancellation)
    {
        if (!Asks)
        {
            return;
        }

        var found = await proposals.ListFoundEverywhereAsync(
            new ListFoundEverywhereRequest { Search = Search!, PageSize = OnePage, PageToken = From ?? "" },
            cancellationToken: cancellation);
        (Ideas, Rounds, Incomplete, NextPage) = (found.Proposals, found.Rounds, found.Incomplete, found.NextPageToken);
        titles = await RoundOf.Titles(proposals, Ideas.Select(idea => idea.RoundId), cancellation);
    }
}
