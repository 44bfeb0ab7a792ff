using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Rounds;

/// <summary>All rounds, newest first.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(
    ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting) : PageModel
{
    private const int OnePage = 30;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IReadOnlyList<SeenRound> Rounds { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public async Task OnGet(CancellationToken cancellation)
    {
        var answer = await proposals.ListRoundsAsync(
            new ListRoundsRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Rounds = await PollOf.All(voting, answer.Rounds, cancellation);
        NextPage = answer.NextPageToken;
    }
}
