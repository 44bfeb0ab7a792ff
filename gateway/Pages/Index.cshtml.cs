using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages;

/// <summary>The first page: the one thing to do now, what there is to decide, what won, and how it went before.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting,
    AccountabilityService.AccountabilityServiceClient accountability, FromGrants grants, Say say) : PageModel
{
    private const int RoundsLookedAt = 20;
    private const int FinishedShown = 3;
    private const int StoriesShown = 3;
    private const int WinnersShown = 6;

    /// <summary>What comes first where several rounds go on: what somebody can do, and then what is soonest.</summary>
    private static readonly RoundStage[] Nearest =
    [
        RoundStage.Voting, RoundStage.Ideas, RoundStage.Counting, RoundStage.Paper, RoundStage.Costing, RoundStage.Listening,
        RoundStage.Declared, RoundStage.Ended,
    ];

    /// <summary>The round of the call at the top: one that goes on, else the last; null where there is none.</summary>
    public SeenRound? Near { get; private set; }

    /// <summary>Whoever comes here has just been forgotten.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Forgotten { get; set; }

    /// <summary>How many ideas the nearest round has.</summary>
    public int Ideas { get; private set; }

    /// <summary>How many people have voted in it; null where that is not shown or there is no vote yet.</summary>
    public long? Votes { get; private set; }

    /// <summary>Other rounds that go on.</summary>
    public IReadOnlyList<SeenRound> AlsoGoingOn { get; private set; } = [];

    /// <summary>The latest, each with where its money went, where that is to be had.</summary>
    public IReadOnlyList<(Round Round, RoundMoney? Money)> Finished { get; private set; } = [];

    /// <summary>What the ideas that people chose get in the round of the call; 0 while it goes on, or where nobody knows.</summary>
    public long ForChosenMinor => Finished.FirstOrDefault(one => one.Round.RoundId == Near?.Round.RoundId).Money?.Total is { } total
        ? (total.Held?.AmountMinor ?? 0) + (total.Paid?.AmountMinor ?? 0) : 0;

    /// <summary>The ideas of the last finished round that people chose, those with the most votes first.</summary>
    public WonIdeas Winners { get; private set; } = WonIdeas.None;

    public IReadOnlyList<Story> Stories { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation)
    {
        var stories = accountability.ListStoriesAsync(new ListStoriesRequest { PageSize = StoriesShown }, cancellationToken: cancellation);
        var rounds = await proposals.ListRoundsAsync(new ListRoundsRequest { PageSize = RoundsLookedAt }, cancellationToken: cancellation);
        var seen = await PollOf.All(voting, rounds.Rounds, cancellation);
        Near = seen.MinBy(one => Array.IndexOf(Nearest, one.Now.Stage));
        AlsoGoingOn = [.. seen.Where(one => one.Now.Stage is not (RoundStage.Declared or RoundStage.Ended) && one != Near)];
        var finished = seen.Where(one => one.Now.Stage == RoundStage.Declared).Select(one => one.Round).ToList();
        Finished = await Task.WhenAll(finished.Take(FinishedShown).Select(async round =>
            (round, await grants.Money(round.RoundId, cancellation))));
        if (finished.Count > 0)
        {
            Winners = await WonIdeas.Most(proposals, finished[0].RoundId, WinnersShown, cancellation);
        }

        if (Near is not null)
        {
            await Count(Near, cancellation);
        }

        Stories = (await stories).Stories;
    }

    /// <summary>The one thing to do, with its address; what it says is short enough for a button.</summary>
    public (string Text, string Address) Call(SeenRound near) => near.Now.Stage switch
    {
        RoundStage.Voting => (Words.Home.CallVote, Links.Vote(near.Round.RoundId)),
        RoundStage.Ideas => (Words.Home.CallIdea, Links.Propose(near.Round.RoundId)),
        RoundStage.Paper => (Words.Home.CallPaper, Links.Ideas(near.Round.RoundId)),
        RoundStage.Costing or RoundStage.Counting => (Words.Home.CallIdeas, Links.Ideas(near.Round.RoundId)),
        RoundStage.Declared => (Words.Home.CallResult, Links.Result(near.Round.RoundId)),
        _ => (Words.Home.CallRound, Links.Round(near.Round.RoundId)),
    };

    /// <summary>"12 days left"; empty where nobody can do anything until then.</summary>
    public string Left(SeenRound near) =>
        near.Now.Stage is RoundStage.Voting or RoundStage.Ideas && say.TimeLeft(near.Now.Until) is { Length: > 0 } left
            ? say.Fill(Words.Home.Left, left) : "";

    private async Task Count(SeenRound near, CancellationToken cancellation)
    {
        var one = await proposals.ListProposalsAsync(
            new ListProposalsRequest { RoundId = near.Round.RoundId, PageSize = 1, WithTotal = true }, cancellationToken: cancellation);
        Ideas = one.Total;
        var poll = near.Poll ?? (near.Now.Stage == RoundStage.Declared ? await PollOf.Any(voting, near.Round.RoundId, cancellation) : null);
        var ballots = poll?.Contests.Sum(contest => contest.Ballots) ?? 0;
        Votes = ballots > 0 || near.Now.Stage == RoundStage.Declared && poll is not null ? ballots : null;
    }
}
