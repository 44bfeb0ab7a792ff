using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages;

/// <summary>The first page: what this is, what goes on now, and how it went before.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting,
    AccountabilityService.AccountabilityServiceClient accountability, FromGrants grants) : PageModel
{
    private const int RoundsLookedAt = 20;
    private const int FinishedShown = 3;
    private const int StoriesShown = 3;

    public IReadOnlyList<SeenRound> GoingOn { get; private set; } = [];

    /// <summary>The latest, each with where its money went, where that is to be had.</summary>
    public IReadOnlyList<(Round Round, RoundMoney? Money)> Finished { get; private set; } = [];

    public IReadOnlyList<Story> Stories { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation)
    {
        var rounds = proposals.ListRoundsAsync(new ListRoundsRequest { PageSize = RoundsLookedAt }, cancellationToken: cancellation);
        var stories = accountability.ListStoriesAsync(new ListStoriesRequest { PageSize = StoriesShown }, cancellationToken: cancellation);
        var byFinished = (await PollOf.All(voting, (await rounds).Rounds, cancellation))
            .ToLookup(seen => seen.Now.Stage == RoundStage.Declared);
        GoingOn = [.. byFinished[false]];
        Finished = await Task.WhenAll(byFinished[true].Take(FinishedShown).Select(async seen =>
            (seen.Round, await grants.Money(seen.Round.RoundId, cancellation))));
        Stories = (await stories).Stories;
    }
}
