using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Council.Ideas;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Desk;

/// <summary>The work list of an officer: the ideas of a round, who looks after each, and what is to be done with several at once.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : DeskPage
{
    private const int OnePage = 50;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The ideas that are ticked, each with the version that stands here: "7:2".</summary>
    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    /// <summary>Why none of them can be done.</summary>
    [BindProperty]
    public string? InfeasibleReason { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>How many have just been answered.</summary>
    [BindProperty(SupportsGet = true)]
    public int Valued { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<ProposalCase> Cases { get; private set; } = [];

    /// <summary>What ideas can be about, beside all; none where the round has no topics.</summary>
    public IReadOnlyList<Choice> Topics { get; private set; } = [];

    /// <summary>Also the one that is asked for; none where there is nothing to choose from.</summary>
    public IReadOnlyList<Choice> TopicChoices => Topics.Count == 0 && string.IsNullOrEmpty(Topic) ? []
        : Choice.With(Topics.Prepend(new Choice("", Words.Finding.AllTopics)), Topic);

    public string NextPage { get; private set; } = "";

    public int Total { get; private set; }

    public string Address => $"{CouncilLinks.Desk(Round.RoundId)}?{Query}";

    /// <summary>This page of it, to which what is refused comes back.</summary>
    public string Here => string.IsNullOrEmpty(From) ? Address : $"{Address}&from={Uri.EscapeDataString(From)}";

    public string SignedAs => Person.CallerOf(User).ShownAs;

    public bool CanBeValued => Round.Phase is Phase.Accepting or Phase.Reviewing;

    public IEnumerable<Choice> Kinds =>
        System.Enum.GetValues<IdeasShown>().Select(kind => new Choice($"{kind}", Ideas.IndexModel.Name(kind)));

    public IEnumerable<Choice> Areas =>
    [
        new Choice("", Words.Site.AllAreas),
        .. Round.Areas.Where(area => Person.CallerOf(User).MayActIn(area.AreaCode))
            .Select(area => new Choice(area.AreaCode, Pages.Rounds.Phases.AreaName(Round, area.AreaCode))),
    ];

    /// <summary>Everybody who looks after an idea of this page can be chosen.</summary>
    public IEnumerable<Choice> Assignees =>
    [
        new Choice("", Words.CouncilDesk.Anybody), new Choice(ToMe, Words.CouncilDesk.Me), new Choice(ToNobody, Words.CouncilDesk.Nobody),
        .. Cases.Where(one => one is { Assigned: not null, AssignedToMe: false }).Select(one => one.Assigned)
            .DistinctBy(colleague => colleague.Subject).Select(colleague => new Choice(colleague.Subject, colleague.ShownAs)),
    ];

    public IEnumerable<Choice> Orders =>
    [
        new Choice($"{CaseOrder.Unspecified}", Words.CouncilDesk.Oldest), new Choice($"{CaseOrder.Newest}", Words.CouncilDesk.Newest),
        new Choice($"{CaseOrder.MostSupported}", Words.CouncilDesk.MostSupported),
    ];

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var why = TypedText.Lines(InfeasibleReason).Trim();
        if (Chosen.Count == 0)
        {
            ModelState.AddModelError("", Words.Valuing.TickOne);
            return Page();
        }

        var request = new ValueProposalsRequest { RequestId = RequestId.ToString(), RoundId = id };
        request.Valuations.AddRange(Chosen.Distinct(StringComparer.Ordinal).Select(ticked => Read(ticked, why)));
        return await this.Send(
            proposals.ValueProposalsAsync(request, cancellationToken: cancellation),
            FormattableString.Invariant($"{Address}&valued={request.Valuations.Count}"));
    }

    private static ProposalValuation Read(string ticked, string why)
    {
        var (id, version) = ticked.LastIndexOf(':') is var at and >= 0 ? (ticked[..at], ticked[(at + 1)..]) : (ticked, "");
        return new ProposalValuation
        {
            ProposalId = id, Valuation = new Valuation { InfeasibleReason = why },
            Version = int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0,
        };
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        var round = proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var cases = proposals.ListCasesAsync(
            new ListCasesRequest { RoundId = id, Filter = Filter(), PageSize = OnePage, PageToken = From ?? "", WithTotal = true },
            cancellationToken: cancellation);
        var topics = Pages.Ideas.FoundWords.Topics(proposals, id, cancellation);
        Round = await round;
        var answer = await cases;
        Topics = await topics;
        (Cases, NextPage, Total) = (answer.Cases, answer.NextPageToken, answer.Total);
    }
}
