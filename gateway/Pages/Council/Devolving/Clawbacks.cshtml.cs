using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Devolving;

/// <summary>Money that was proposed to be taken back, and what became of it, newest first.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class ClawbacksModel(GrantsService.GrantsServiceClient grants, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 30;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IReadOnlyList<Clawback> Clawbacks { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    /// <summary>The rounds that they are about, by id.</summary>
    public Dictionary<string, Round> Rounds { get; } = new(StringComparer.Ordinal);

    public static string StateName(ClawbackState state) => state switch
    {
        ClawbackState.Approved => Words.Devolving.ClawbackApproved,
        ClawbackState.Declined => Words.Devolving.ClawbackDeclined,
        _ => Words.Devolving.ClawbackProposed,
    };

    public async Task OnGet(CancellationToken cancellation)
    {
        var answer = await grants.ListClawbacksAsync(
            new ListClawbacksRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Clawbacks = answer.Clawbacks;
        NextPage = answer.NextPageToken;
        foreach (var roundId in Clawbacks.Select(back => back.RoundId).Distinct(StringComparer.Ordinal))
        {
            Rounds[roundId] = await RoundOf.Money(proposals, roundId, cancellation);
        }
    }
}
