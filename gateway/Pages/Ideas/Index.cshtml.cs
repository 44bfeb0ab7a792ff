using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>The ideas of a round, of all its areas or one.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(
    ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting) : PageModel
{
    private const int OnePage = 48;

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

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
        var ideas = proposals.ListProposalsAsync(
            new ListProposalsRequest { RoundId = id, AreaCode = Area ?? "", PageSize = OnePage, PageToken = From ?? "" },
            cancellationToken: cancellation);
        Round = await round;
        Now = (await PollOf.Seen(voting, Round, cancellation)).Now;
        var answer = await ideas;
        Ideas = answer.Proposals;
        NextPage = answer.NextPageToken;
    }
}
