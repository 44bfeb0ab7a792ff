using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Identity;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Gateway.Pages.Maps;
using Participatory.Gateway.Pages.Priorities;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voices;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>
/// The ideas of a round, of all its areas or one, by their words and by what they are about. Shuffled for each visitor as voices are, so
/// that no idea is last for everybody.
/// </summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(
    ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting, SourceMark mark, Say say) : PageModel
{
    private const int OnePage = 48;

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    /// <summary>The id of what they have to be about; empty is anything.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Topic { get; set; }

    /// <summary>The id of what they have to be for; empty is any.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Priority { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Order { get; set; }

    /// <summary>A point as two numbers; empty for the middle of the area.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Near { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Seed { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>What ideas can be for, beside all; none where no area has chosen.</summary>
    public IReadOnlyList<Choice> Priorities { get; private set; } = [];

    /// <summary>What ideas can be about, beside all; none where the round has no topics.</summary>
    public IReadOnlyList<Choice> Topics { get; private set; } = [];

    /// <summary>Also the one that is asked for; none where there is nothing to choose from.</summary>
    public IReadOnlyList<Choice> TopicChoices => Topics.Count == 0 && string.IsNullOrEmpty(Topic) ? []
        : Choice.With(Topics.Prepend(new Choice("", Words.Finding.AllTopics)), Topic);

    /// <summary>This page without its place in the list.</summary>
    public string Here => Links.FoundIdeas(
        Round.RoundId, ("search", Search), ("area", Area), ("topic", Topic), ("priority", Priority), ("state", State), ("order", Order),
        ("near", Near), ("seed", IsShuffled ? string.Create(CultureInfo.InvariantCulture, $"{Seed}") : ""));

    public Round Round { get; private set; } = new();

    /// <summary>What happens now.</summary>
    public RoundNow Now { get; private set; } = RoundNow.Of(new Round(), poll: null);

    public IReadOnlyList<Proposal> Ideas { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>A search may have missed some.</summary>
    public bool Incomplete { get; private set; }

    public string NextPage { get; private set; } = "";

    /// <summary>Something narrows the list.</summary>
    public bool Asks => !string.IsNullOrEmpty(Search) || !string.IsNullOrEmpty(Topic) || !string.IsNullOrEmpty(Priority)
        || !string.IsNullOrEmpty(State);

    /// <summary>It is asked for more than words and an area, or in another order: what says so stands open.</summary>
    public bool AsksMore => !string.IsNullOrEmpty(Topic) || !string.IsNullOrEmpty(Priority) || !string.IsNullOrEmpty(State)
        || !IsShuffled;

    public bool IsShuffled => InOrder is ProposalOrder.Unspecified;

    public bool Moves => InOrder is ProposalOrder.MostSupported;

    public IEnumerable<Choice> Areas =>
        [new Choice("", Words.Site.AllAreas),
            .. Round.Areas.Select(area => new Choice(area.AreaCode, Phases.AreaName(Round, area.AreaCode)))];

    private ProposalOrder InOrder => Choice.Of<ProposalOrder>(Order);

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        Seed ??= VoiceWords.SeedOf(id, mark.Of(HttpContext));
        var round = proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var choices = ThemeChoices.Load(proposals, id, Area ?? "", cancellation);
        var topics = FoundWords.Topics(proposals, id, cancellation);
        Round = await round;
        Priorities = PriorityWords.Choices(Round, await choices, say);
        Topics = await topics;
        if (Priorities.All(choice => choice.Value != Priority))
        {
            // Of another area: it stands in no list, so it narrows none.
            Priority = null;
            ModelState.Remove(nameof(Priority));
        }

        var request = new ListFoundProposalsRequest
        {
            RoundId = id, Search = Search ?? "", AreaCode = Area ?? "", TopicId = Topic ?? "", PriorityId = Priority ?? "",
            Order = InOrder, Seed = Seed.Value, PageSize = OnePage, PageToken = From ?? "",
        };
        if (Choice.Of<ProposalState>(State) is var state and not ProposalState.Unspecified)
        {
            request.States.Add(state);
        }

        ReadNear(request);
        var ideas = Find(request, cancellation);
        Now = (await PollOf.Seen(voting, Round, cancellation)).Now;
        var answer = await ideas;
        (Ideas, Total, Incomplete, NextPage) = (answer.Proposals, answer.Total, answer.Incomplete, answer.NextPageToken);
    }

    // Nearest to what, somebody says in the form: where they did not, it is said beside the field.
    private async Task<ListFoundProposalsResponse> Find(ListFoundProposalsRequest request, CancellationToken cancellation)
    {
        var answer = new ListFoundProposalsResponse();
        if (InOrder != ProposalOrder.Nearest)
        {
            return await proposals.ListFoundProposalsAsync(request, cancellationToken: cancellation);
        }

        await this.GoesThrough(async () => answer = await proposals.ListFoundProposalsAsync(request, cancellationToken: cancellation));
        return answer;
    }

    private void ReadNear(ListFoundProposalsRequest request)
    {
        if (InOrder != ProposalOrder.Nearest || string.IsNullOrWhiteSpace(Near))
        {
            return;
        }

        request.Near = Degrees.Read(Near);
        if (request.Near is null)
        {
            ModelState.AddModelError(nameof(Near), Words.Maps.NearWrong);
        }
    }
}
