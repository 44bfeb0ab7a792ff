using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Identity;
using Participatory.Gateway.Pages.Ideas;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voices;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Search;

/// <summary>Ideas, rounds and stories of all years by their words.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(
    ProposalsService.ProposalsServiceClient proposals, AccountabilityService.AccountabilityServiceClient accountability,
    SourceMark mark) : PageModel
{
    /// <summary>Where the list of stories goes on; the ideas have a list of their own.</summary>
    public const string StoriesField = "storiesFrom";

    private const int OnePage = 20;

    private Dictionary<string, string> titles = new(StringComparer.Ordinal);

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    /// <summary>The phase that rounds are in; empty is any.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Stage { get; set; }

    /// <summary>How an idea stands; empty is any.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Order { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Seed { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Something is looked for.</summary>
    public bool Asks => !string.IsNullOrWhiteSpace(Search);

    /// <summary>It is asked for more than words: what says so stands open.</summary>
    public bool AsksMore => !string.IsNullOrEmpty(Area) || !string.IsNullOrEmpty(Stage) || !string.IsNullOrEmpty(State)
        || !IsShuffled;

    /// <summary>No idea is last for everybody.</summary>
    public bool IsShuffled => InOrder is ProposalOrder.Unspecified;

    public bool Moves => InOrder is ProposalOrder.MostSupported;

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public IEnumerable<Choice> Stages =>
        [new Choice("", Words.Finding.AllStages), .. Phases.InOrder.Select(phase => new Choice($"{phase}", Phases.Name(phase)))];

    public IEnumerable<Choice> States => FoundWords.States;

    /// <summary>Near a place is a question to a round, whose areas have a middle.</summary>
    public IEnumerable<Choice> Orders => FoundWords.Orders.Where(order => order.Value != nameof(ProposalOrder.Nearest));

    public IReadOnlyList<Proposal> Ideas { get; private set; } = [];

    /// <summary>Ideas on all pages.</summary>
    public int Total { get; private set; }

    public IReadOnlyList<FoundRound> Rounds { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? StoriesFrom { get; set; }

    public IReadOnlyList<Story> Stories { get; private set; } = [];

    public string NextStories { get; private set; } = "";

    /// <summary>Stories on all pages.</summary>
    public int StoriesTotal { get; private set; }

    /// <summary>The stories cannot be had at the moment.</summary>
    public bool StoriesAway { get; private set; }

    public bool Incomplete { get; private set; }

    public string NextPage { get; private set; } = "";

    /// <summary>This page without its place in the list.</summary>
    public string Here => $"{Links.Search}?search={Uri.EscapeDataString(Search ?? "")}" + string.Concat(
        Narrowed.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => $"&{one.Name}={Uri.EscapeDataString(one.Value!)}"));

    /// <summary>Of a round; empty where it cannot be had at the moment.</summary>
    public string TitleOf(string roundId) => titles.GetValueOrDefault(roundId, "");

    private (string Name, string? Value)[] Narrowed =>
    [
        ("area", Area), ("stage", Stage), ("state", State), ("order", Order),
        ("seed", IsShuffled ? string.Create(CultureInfo.InvariantCulture, $"{Seed}") : ""),
    ];

    private Phase InPhase => Choice.Of<Phase>(Stage);

    private ProposalState InState => Choice.Of<ProposalState>(State);

    private ProposalOrder InOrder => Choice.Of<ProposalOrder>(Order) is var order and not ProposalOrder.Nearest ? order : default;

    // A story is told of what was chosen and paid.
    private bool MayHaveStories =>
        InPhase is Phase.Unspecified or Phase.Finished && InState is ProposalState.Unspecified or ProposalState.Won;

    public async Task OnGet(CancellationToken cancellation)
    {
        Seed ??= VoiceWords.SeedOf("", mark.Of(HttpContext));
        var rounds = proposals.ListRoundsAsync(
            new ListRoundsRequest { PageSize = AreaChoices.RoundsLookedAt }, cancellationToken: cancellation);
        if (Asks)
        {
            await Find(cancellation);
        }

        Areas = AreaChoices.Of((await rounds).Rounds, Area);
    }

    private async Task Find(CancellationToken cancellation)
    {
        var request = new ListFoundEverywhereRequest
        {
            Search = Search!, PageSize = OnePage, PageToken = From ?? "", AreaCode = Area ?? "", Phase = InPhase,
            Order = InOrder, Seed = Seed!.Value,
        };
        if (InState != ProposalState.Unspecified)
        {
            request.States.Add(InState);
        }

        var found = await proposals.ListFoundEverywhereAsync(request, cancellationToken: cancellation);
        (Ideas, Total, Incomplete, NextPage) = (found.Proposals, found.Total, found.Incomplete, found.NextPageToken);
        // How an idea stands is nothing that a round can be asked for.
        Rounds = InState == ProposalState.Unspecified ? found.Rounds : [];
        if (MayHaveStories)
        {
            await FindStories(cancellation);
        }

        titles = await RoundOf.Titles(proposals, Ideas.Select(idea => idea.RoundId), cancellation);
    }

    private async Task FindStories(CancellationToken cancellation)
    {
        try
        {
            var told = await accountability.ListStoriesAsync(
                new ListStoriesRequest
                {
                    Search = Search!, AreaCode = Area ?? "", PageSize = OnePage, PageToken = StoriesFrom ?? "",
                },
                cancellationToken: cancellation);
            (Stories, NextStories, StoriesTotal) = (told.Stories, told.NextPageToken, told.Total);
        }
        catch (RpcException away) when (away.StatusCode != Grpc.Core.StatusCode.InvalidArgument && !cancellation.IsCancellationRequested)
        {
            // The ideas and rounds do not fall with the stories.
            StoriesAway = true;
        }
    }
}
