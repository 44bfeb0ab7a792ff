using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council;

/// <summary>Where the council's people start: what is waiting, and for whom.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class IndexModel(
    ProposalsService.ProposalsServiceClient proposals,
    VotingService.VotingServiceClient voting,
    GrantsService.GrantsServiceClient grants,
    AccountabilityService.AccountabilityServiceClient accountability,
    Say say) : PageModel
{
    public bool IsOfficer => Person.CallerOf(User).Is(Role.Officer);

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public IReadOnlyList<Waiting> Mine { get; private set; } = [];

    public IReadOnlyList<Waiting> OfOthers { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation)
    {
        var caller = Person.CallerOf(User);
        var rounds = RoundsWaiting.Find(proposals, voting, say, cancellation);
        var money = MoneyWaiting.Find(grants, IsFinance, say, cancellation);
        // Only officers may see who was asked for a story.
        var stories = IsOfficer ? StoriesWaiting.Find(accountability, say, cancellation) : Task.FromResult<IReadOnlyList<Waiting>>([]);
        var answers = AnswersWaiting.Find(proposals, accountability, say, cancellation);
        var all = (await Task.WhenAll(rounds, money, stories, answers)).SelectMany(waiting => waiting)
            .ToLookup(waiting => caller.Is(waiting.For));
        Mine = [.. all[true]];
        OfOthers = [.. all[false]];
    }
}
