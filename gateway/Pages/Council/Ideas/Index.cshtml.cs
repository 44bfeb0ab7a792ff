using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Ideas;

/// <summary>
/// The ideas of a round by what was found out about them; those that nobody has looked at yet come first, and an officer says of many at
/// once what they cost.
/// </summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 50;

    /// <summary>As many as are valued with one form.</summary>
    private const int OneForm = 25;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The ideas that can be done at the cost that stands beside them.</summary>
    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    /// <summary>By the number of the idea.</summary>
    [BindProperty]
    public Dictionary<string, string?> Costs { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public IdeasShown Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Valued { get; set; }

    /// <summary>How many have just been valued with one form.</summary>
    [BindProperty(SupportsGet = true)]
    public int ValuedMany { get; set; }

    public Round Round { get; private set; } = new();

    public bool CanBeValued => Person.CallerOf(User).Is(Role.Officer) && Show == IdeasShown.ToLookAt
        && Round.Phase is Phase.Accepting or Phase.Reviewing;

    public bool IsOfficer => Person.CallerOf(User).Is(Role.Officer);

    public string SignedAs => Person.CallerOf(User).ShownAs;

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

    /// <summary>What was typed, or what its proposer thinks.</summary>
    public string CostOf(Proposal idea) => Costs.GetValueOrDefault(idea.ProposalId)
        ?? (idea.Estimate is { AmountMinor: > 0 } guess ? guess.Field(CultureInfo.CurrentCulture) : "");

    /// <summary>What is wrong with what was typed; null where nothing is.</summary>
    public string? FaultOf(Proposal idea) =>
        ModelState.GetValueOrDefault($"Costs[{idea.ProposalId}]")?.Errors.FirstOrDefault()?.ErrorMessage;

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (!Person.CallerOf(User).Is(Role.Officer))
        {
            return Forbid();
        }

        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var found = Read();
        if (Chosen.Count == 0)
        {
            ModelState.AddModelError("", Words.Valuing.TickOne);
        }

        ValuedMany = await this.SendEach(
            RequestId,
            found.Keys,
            async idea => HidingWords.TitleOf(await proposals.GetProposalAsync(
                new GetProposalRequest { RoundId = id, ProposalId = idea }, cancellationToken: cancellation)),
            async (request, idea) => await proposals.ValueProposalAsync(
                new ValueProposalRequest
                {
                    // Another cost, after looking again, is asked for anew.
                    RequestId = RequestIds.From(request, found[idea].AmountMinor.ToString(CultureInfo.InvariantCulture)),
                    RoundId = id, ProposalId = idea, Valuation = new Valuation { Cost = found[idea] },
                },
                cancellationToken: cancellation));
        if (ModelState.IsValid)
        {
            return Redirect(FormattableString.Invariant($"{Address}&valuedMany={ValuedMany}"));
        }

        await Load(id, cancellation);
        return Page();
    }

    /// <summary>What those that are ticked cost; what cannot be read stands beside its field, and is not among them.</summary>
    private Dictionary<string, Money> Read()
    {
        var read = new Dictionary<string, Money>(StringComparer.Ordinal);
        foreach (var idea in Chosen.Distinct(StringComparer.Ordinal).Take(OneForm))
        {
            if (ModelState.ReadAmount($"Costs[{idea}]", Costs.GetValueOrDefault(idea), Round.Currency) is { } cost)
            {
                read[idea] = cost;
            }
        }

        return read;
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        var request = new ListProposalsRequest
        {
            RoundId = id, AreaCode = Area ?? "", PageSize = Show == IdeasShown.ToLookAt ? OneForm : OnePage, PageToken = From ?? "",
        };
        request.States.AddRange(States(Show));
        var round = proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var ideas = proposals.ListProposalsAsync(request, cancellationToken: cancellation);
        Round = await round;
        var answer = await ideas;
        Ideas = answer.Proposals;
        NextPage = answer.NextPageToken;
    }

    /// <summary>The states of ideas that are in a list.</summary>
    public static ProposalState[] States(IdeasShown kind) => kind switch
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
