using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Charts;
using Participatory.Gateway.Pages.Priorities;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Voting.V1;
using PollResult = Participatory.Voting.V1.Result;
using GrpcStatus = Grpc.Core.StatusCode;

namespace Participatory.Gateway.Pages.Voting.Result;

/// <summary>What won, and for every other idea why not and how many votes it missed. One area at a time where there are several.</summary>
[OpenTo(Role.Anyone)]
public sealed class ResultModel(
    VotingService.VotingServiceClient voting, ProposalsService.ProposalsServiceClient proposals, FromGrants grants, Say say) : PageModel
{
    /// <summary>With fewer ballots Voting shows only the winners.</summary>
    private const int FewestBallots = 20;

    /// <summary>Of an area; its own page has them all in its table.</summary>
    private const int WinnersShown = 6;

    /// <summary>Of those that were not chosen, on the page of the whole round.</summary>
    public const int LostShown = 10;

    /// <summary>Winners beyond these are named without a picture, in the table.</summary>
    private const int OnePage = 200;

    private Dictionary<string, Proposal> won = [];

    private IReadOnlyList<ThemeChoice> choices = [];

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    /// <summary>Null before the result is declared.</summary>
    public PollResult? Result { get; private set; }

    public Round Round { get; private set; } = new();

    public Poll Poll { get; private set; } = new();

    /// <summary>What was promised about the money, and what its ring-fences changed of the count.</summary>
    public MoneyRules Rules { get; private set; } = new();

    /// <summary>They cannot be had at the moment, so the page says where they stand.</summary>
    public bool RulesAway { get; private set; }

    /// <summary>The area that is shown; null for the overview of several.</summary>
    public ContestResult? Contest { get; private set; }

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        try
        {
            var result = voting.GetResultAsync(new GetResultRequest { PollId = id }, cancellationToken: cancellation);
            var poll = voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
            Result = await result;
            Poll = await poll;
            var rules = await grants.RulesNow(id, cancellation);
            (Rules, RulesAway) = (rules ?? new MoneyRules(), rules is null);
        }
        catch (RpcException refusal) when (refusal.StatusCode is GrpcStatus.NotFound or GrpcStatus.FailedPrecondition)
        {
            return Page();
        }

        var ideas = await WholeList.Load(
            token => proposals.ListProposalsAsync(
                new ListProposalsRequest { RoundId = id, States = { ProposalState.Won }, PageSize = OnePage, PageToken = token },
                cancellationToken: cancellation),
            page => (page.Proposals, page.NextPageToken));
        won = ideas.ToDictionary(idea => idea.ProposalId, StringComparer.Ordinal);
        choices = await ThemeChoices.Load(proposals, id, Area ?? "", cancellation);
        Contest = Result.Contests.Count == 1 ? Result.Contests[0] : Result.Contests.FirstOrDefault(contest => contest.AreaCode == Area);
        return Contest is null && !string.IsNullOrEmpty(Area) ? NotFound() : Page();
    }

    /// <summary>The finding, as the title of the page.</summary>
    public string Finding()
    {
        IReadOnlyList<ContestResult> shown = Contest is null ? Result!.Contests : [Contest];
        var won = shown.Sum(contest => contest.Projects.Count(Gets));
        return won == 0
            ? Words.Outcomes.NobodyWon
            : say.Count(Words.Outcomes.Finding, won, Sum(shown, Given), Sum(shown, contest => contest.Budget.AmountMinor));
    }

    public string Turnout(ContestResult contest) => contest.Voters > contest.Ballots
        ? say.Fill(Words.Outcomes.TurnoutOf, say.Number(contest.Ballots), say.Number(contest.Voters))
        : say.Count(Words.Outcomes.Turnout, contest.Ballots);

    /// <summary>What the ideas that were chosen get, by what matters most; an idea that is for two counts in both.</summary>
    public IReadOnlyList<(ThemeChoice Choice, ChosenTheme Theme, int Ideas, long GivenMinor)> ByPriority() =>
    [
        .. from choice in choices
           from theme in PriorityWords.PrioritiesOf(choice)
           let ideas = won.Values.Where(idea => idea.PriorityIds.Contains(theme.PriorityId)).ToList()
           select (choice, theme, ideas.Count, ideas.Sum(idea => idea.Valuation?.Cost?.AmountMinor ?? 0)),
    ];

    /// <summary>The pictures of a contest.</summary>
    public ResultCharts Charts(ContestResult contest) => new(contest, Round.RoundId, say);

    /// <summary>How the rule decided, in plain words.</summary>
    public string HowDecided() => Fairness.HowDecided(Poll, say);

    /// <summary>How much of each area's money found its idea: each bar as long as the money there was.</summary>
    public BarChart AreasChart()
    {
        var longest = Result!.Contests.Max(contest => contest.Budget.AmountMinor);
        return new BarChart(Words.Outcomes.ChartAreas, [.. Result.Contests.Select(contest => Pot(contest, longest))]);
    }

    private Bar Pot(ContestResult contest, long longest) => new(
        contest.AreaName,
        say.Fill(Words.Outcomes.PotOf, say.Money(Given(contest), Round.Currency), say.Money(contest.Budget)),
        [
            new BarPart(Shares.Of(Given(contest), longest), Shade.Main),
            new BarPart(Shares.Of(contest.Budget.AmountMinor - Given(contest), longest), Shade.Third),
        ],
        Key: [say.Fill(Words.Outcomes.WonOf, contest.Projects.Count(Gets), contest.Projects.Count)],
        Link: Links.Result(Round.RoundId, contest.AreaCode));

    /// <summary>The ideas of a contest that get their money, with their pictures, those with the most votes first; at most
    /// <see cref="WinnersShown"/>.</summary>
    public IReadOnlyList<Proposal> Winners(ContestResult contest) =>
    [
        .. contest.Projects.Where(Gets).OrderByDescending(project => project.Votes)
            .Select(project => won.GetValueOrDefault(project.ProjectId)).OfType<Proposal>().Take(WinnersShown),
    ];

    public static IEnumerable<ProjectResult> Ranked(ContestResult contest) =>
        contest.Projects.OrderByDescending(project => project.Votes).ThenByDescending(project => project.Won);

    public string WhyNot(ProjectResult project, ContestResult contest) => Change(project) is { PutIn: false } gaveWay
        ? Losses.Sentence(
            new Loss
            {
                Reason = LossReason.GaveWay, Fence = Rules.RingFences.FirstOrDefault(fence => fence.Mark == gaveWay.Mark)?.Title
            ?? ""
            }, say)
        : Losses.Sentence(project, contest, say);

    /// <summary>Why of a contest only the winners are shown; the same for all who did not win.</summary>
    public string WhyClosed(ContestResult contest) => contest.Ballots == 0
        ? Words.Outcomes.NobodyVoted
        : Losses.Sentence(contest.Projects.Select(project => project.Loss).FirstOrDefault(loss => loss is not null), say);

    /// <summary>Why a contest of which only the winners are shown has no file of ballots.</summary>
    public static string NoFile(ContestResult contest) => contest.Ballots switch
    {
        0 => Words.Outcomes.EmptyArea,
        < FewestBallots => Words.Outcomes.SmallArea,
        _ => Words.Outcomes.AlikeArea,
    };

    /// <summary>What a ring-fence changed for an idea; null where the votes alone decided.</summary>
    public FenceChange? Change(ProjectResult project) => Rules.Changes.FirstOrDefault(change => change.ProjectId == project.ProjectId);

    /// <summary>The idea gets its money.</summary>
    /// <summary>The ideas that were not chosen, those with the most votes first; none where only the chosen ones may be shown.</summary>
    public IReadOnlyList<ProjectResult> NotChosen(ContestResult contest) =>
        contest.WinnersOnly ? [] : [.. Ranked(contest).Where(project => !Gets(project))];

    public bool Gets(ProjectResult project) => Change(project)?.PutIn ?? project.Won;

    public IEnumerable<string> TieWinners(ContestResult contest) => contest.Ties
        .Select(tie => contest.Projects.FirstOrDefault(project => project.ProjectId == tie.ChosenProjectId))
        .OfType<ProjectResult>()
        .Select(project => HidingWords.TitleOf(project, say))
        .Distinct();

    /// <summary>What the ideas of an area get together, minor units.</summary>
    public long Given(ContestResult contest) => contest.Projects.Where(Gets).Sum(project => project.Cost.AmountMinor);

    private string Sum(IReadOnlyList<ContestResult> contests, Func<ContestResult, long> amount) =>
        say.Money(contests.Sum(amount), Round.Currency);
}
