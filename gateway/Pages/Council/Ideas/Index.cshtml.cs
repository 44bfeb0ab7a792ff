using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Ideas;

/// <summary>The ideas of a round by what was found out about them; those that nobody has looked at yet come first.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 50;

    [BindProperty(SupportsGet = true)]
    public IdeasShown Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Valued { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<Proposal> Ideas { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public IEnumerable<Choice> Areas =>
        [new Choice("", Words.Site.AllAreas),
            .. Round.Areas.Select(area => new Choice(area.AreaCode, Pages.Rounds.Phases.AreaName(Round, area.AreaCode)))];

    public IEnumerable<Choice> Kinds => System.Enum.GetValues<IdeasShown>().Select(kind => new Choice(kind.ToString(), Name(kind)));

    public static string Name(IdeasShown kind) => kind switch
    {
        IdeasShown.Feasible => Words.Valuing.Feasible,
        IdeasShown.Infeasible => Words.Valuing.Infeasible,
        IdeasShown.Withdrawn => Words.Valuing.Withdrawn,
        IdeasShown.All => Words.Valuing.All,
        _ => Words.Valuing.ToLookAt,
    };

    public string Address => $"{CouncilLinks.Ideas(Round.RoundId)}?show={Show}&area={Uri.EscapeDataString(Area ?? "")}";

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var request = new ListProposalsRequest { RoundId = id, AreaCode = Area ?? "", PageSize = OnePage, PageToken = From ?? "" };
        request.States.AddRange(States(Show));
        var round = proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var ideas = proposals.ListProposalsAsync(request, cancellationToken: cancellation);
        Round = await round;
        var answer = await ideas;
        Ideas = answer.Proposals;
        NextPage = answer.NextPageToken;
    }

    private static ProposalState[] States(IdeasShown kind) => kind switch
    {
        IdeasShown.ToLookAt => [ProposalState.Open],
        IdeasShown.Feasible => [ProposalState.Feasible, ProposalState.OnBallot, ProposalState.Won, ProposalState.Lost],
        IdeasShown.Infeasible => [ProposalState.Infeasible],
        IdeasShown.Withdrawn => [ProposalState.Withdrawn],
        _ => [],
    };
}

/// <summary>Which ideas are in the list.</summary>
public enum IdeasShown
{
    ToLookAt,
    Feasible,
    Infeasible,
    Withdrawn,
    All,
}
