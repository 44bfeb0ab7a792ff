using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Search;

/// <summary>Ideas, rounds and stories of all years by their words.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(
    ProposalsService.ProposalsServiceClient proposals, AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    /// <summary>Where the list of stories goes on; the ideas have a list of their own.</summary>
    public const string StoriesField = "storiesFrom";

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

    [BindProperty(SupportsGet = true)]
    public string? StoriesFrom { get; set; }

    public IReadOnlyList<Story> Stories { get; private set; } = [];

    public string NextStories { get; private set; } = "";

    /// <summary>The stories cannot be had at the moment.</summary>
    public bool StoriesAway { get; private set; }

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
        try
        {
            var told = await accountability.ListStoriesAsync(
                new ListStoriesRequest { Search = Search!, PageSize = OnePage, PageToken = StoriesFrom ?? "" },
                cancellationToken: cancellation);
            (Stories, NextStories) = (told.Stories, told.NextPageToken);
        }
        catch (RpcException away) when (away.StatusCode != Grpc.Core.StatusCode.InvalidArgument && !cancellation.IsCancellationRequested)
        {
            // The ideas and rounds do not fall with the stories.
            StoriesAway = true;
        }

        titles = await RoundOf.Titles(proposals, Ideas.Select(idea => idea.RoundId), cancellation);
    }
}
