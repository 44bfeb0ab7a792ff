using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>Every round, for those who run it.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class IndexModel(
    ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting, RoundDrafts drafts) : PageModel
{
    private const int OnePage = 30;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IReadOnlyList<SeenRound> Rounds { get; private set; } = [];

    /// <summary>Rounds that are half made; any officer can take them up again.</summary>
    public IReadOnlyList<RoundDraft> Drafts { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public bool IsOfficer => Person.CallerOf(User).Is(Role.Officer);

    public async Task OnGet(CancellationToken cancellation)
    {
        var answer = await proposals.ListRoundsAsync(
            new ListRoundsRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Rounds = await PollOf.All(voting, answer.Rounds, cancellation);
        NextPage = answer.NextPageToken;
        Drafts = IsOfficer && string.IsNullOrEmpty(From) ? await drafts.All(cancellation) : [];
    }
}
