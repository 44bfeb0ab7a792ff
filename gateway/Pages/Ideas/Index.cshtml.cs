using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Gateway.Pages.Priorities;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>The ideas of a round, of all its areas or one.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(
    ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting, Say say) : PageModel
{
    private const int OnePage = 48;

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    /// <summary>The id of what they have to be for; empty is any.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Priority { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>What ideas can be for, beside all; none where no area has chosen.</summary>
    public IReadOnlyList<Choice> Priorities { get; private set; } = [];

    /// <summary>This page without its place in the list.</summary>
    public string Here => string.IsNullOrEmpty(Priority) ? Links.Ideas(Round.RoundId, Area)
        : Links.IdeasFor(Round.RoundId, Area ?? "", Priority);

    public Round Round { get; private set; } = new();

    /// <summary>What happens now.</summary>
    public RoundNow Now { get; private set; } = RoundNow.Of(new Round(), poll: null);

    public IReadOnlyList<Proposal> Ideas { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public IEnumerable<Choice> Areas =>
        [new Choice("", Words.Site.AllAreas),
            .. Round.Areas.Select(area => new Choice(area.AreaCode, Phases.AreaName(Round, area.AreaCode)))];

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var round = proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var choices = ThemeChoices.Load(proposals, id, Area ?? "", cancellation);
        Round = await round;
        Priorities = PriorityWords.Choices(Round, await choices, say);
        if (Priorities.All(choice => choice.Value != Priority))
        {
            // Of another area: it stands in no list, so it narrows none.
            Priority = null;
            ModelState.Remove(nameof(Priority));
        }

        var ideas = proposals.ListProposalsAsync(
            new ListProposalsRequest
            {
                RoundId = id, AreaCode = Area ?? "", PriorityId = Priority ?? "", PageSize = OnePage, PageToken = From ?? "",
            },
            cancellationToken: cancellation);
        Now = (await PollOf.Seen(voting, Round, cancellation)).Now;
        var answer = await ideas;
        Ideas = answer.Proposals;
        NextPage = answer.NextPageToken;
    }
}
