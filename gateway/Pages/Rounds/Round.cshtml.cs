using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Rounds;

/// <summary>One round: what happens now, when what happens, where and how much, and what the council promises.</summary>
[OpenTo(Role.Anyone)]
public sealed class RoundModel(ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting,
    FromGrants grants, AccountabilityService.AccountabilityServiceClient accountability, Say say) : PageModel
{
    private const int Shown = 6;
    private const int StoriesShown = 3;

    public Round Round { get; private set; } = new();

    /// <summary>The round with its poll, and what happens now.</summary>
    public SeenRound Seen { get; private set; } = new(new Round(), Poll: null);

    /// <summary>Of a finished round, the ideas that people chose, those with the most votes first; at most <see cref="Shown"/>.</summary>
    public WonIdeas Winners { get; private set; } = WonIdeas.None;

    /// <summary>Its newest stories.</summary>
    public IReadOnlyList<Story> Stories { get; private set; } = [];

    /// <summary>Voting is open, and so few have voted that their number is not shown.</summary>
    public bool BallotsHidden => Seen is { Now.CanVote: true, Poll: { } poll } && poll.Contests.All(contest => contest.Ballots == 0);

    /// <summary>How much of people's time the round has asked; nothing before there is money to set it beside.</summary>
    public TimeAsked Time { get; private set; } = new();

    /// <summary>What is promised about the money, with its ring-fences.</summary>
    public MoneyRules? Rules { get; private set; }

    /// <summary>Where groups are drawn by lot for a conversation: from what, and who it was.</summary>
    public Sample Sample { get; private set; } = new();

    /// <summary>Whether it has asked open questions: 1 where it has.</summary>
    public int Asked { get; private set; }

    /// <summary>Whether people sort voices: 1 where they do.</summary>
    public int Sorted { get; private set; }

    /// <summary>Whether it has themes: 1 where it has.</summary>
    public int Named { get; private set; }

    /// <summary>Whether groups have worked something out in a room: 1 where they have.</summary>
    public int WorkedOut { get; private set; }

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var questions = proposals.ListQuestionsAsync(
            new ListQuestionsRequest { RoundId = id, PageSize = 1 }, cancellationToken: cancellation);
        var sorts = proposals.ListCardSortsAsync(
            new ListCardSortsRequest { RoundId = id, PageSize = 1 }, cancellationToken: cancellation);
        var themes = proposals.ListThemesAsync(new ListThemesRequest { RoundId = id, PageSize = 1 }, cancellationToken: cancellation);
        var results = proposals.ListOperaResultsAsync(
            new ListOperaResultsRequest { RoundId = id, PageSize = 1 }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Rules = await grants.Rules(id, cancellation);
        Sample = await grants.Draws(id, cancellation) ?? new Sample();
        Seen = await PollOf.Seen(voting, Round, cancellation);
        Asked = (await questions).Questions.Count;
        Sorted = (await sorts).Sorts.Count;
        Named = (await themes).Themes.Count;
        WorkedOut = (await results).Results.Count;

        if (Declared)
        {
            var stories = accountability.ListStoriesAsync(
                new ListStoriesRequest { RoundId = id, PageSize = StoriesShown }, cancellationToken: cancellation);
            Winners = await WonIdeas.Most(proposals, id, Shown, cancellation);
            Stories = (await stories).Stories;
            Time = await accountability.GetTimeAskedAsync(new GetTimeAskedRequest { RoundId = id }, cancellationToken: cancellation);
        }
    }

    /// <summary>The one thing to do now, and where.</summary>
    public (string Text, string Address)? Next => Seen.Now.Stage switch
    {
        RoundStage.Listening when Asked > 0 => (Words.Voices.DoAnswer, Links.Wall(Round.RoundId)),
        RoundStage.Ideas => (Words.Rounds.DoPropose, Links.Propose(Round.RoundId)),
        RoundStage.Voting => (Words.Rounds.DoVote, Links.Vote(Round.RoundId)),
        RoundStage.Declared => (Words.Rounds.DoResult, Links.Result(Round.RoundId)),
        _ => null,
    };

    /// <summary>The result stands, so that everything about the vote is past.</summary>
    public bool Declared => Seen.Now.Stage == RoundStage.Declared;

    public IEnumerable<string> HowVotesWork()
    {
        if (Round.Voting is not { } rules)
        {
            yield break;
        }

        yield return Declared ? RuleWords.HowPeopleVoted(rules, say) : RuleWords.HowVoted(rules, say);
        yield return Declared ? RuleWords.HowDecided(rules.Rule, rules.Utility, say)
            : RuleWords.HowCounted(rules.Rule, rules.Utility, say);
        if (rules.MinVotes > 0)
        {
            yield return say.Count(Declared ? Words.Rounds.HadThreshold : Words.Rounds.HowThreshold, rules.MinVotes);
        }
    }
}
