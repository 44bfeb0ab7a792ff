using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Devolving;

/// <summary>Proposes to take released money back. Nothing moves until a finance officer agrees.</summary>
[OpenTo(Role.Officer)]
public sealed class ProposeClawbackModel(
    GrantsService.GrantsServiceClient grants, ProposalsService.ProposalsServiceClient proposals, Say say) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? FundId { get; set; }

    [BindProperty]
    public string? AreaCode { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<Choice> Funds { get; private set; } = [];

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        if (ModelState.ReadAmount(nameof(Amount), Amount, Round.Currency) is not { } amount)
        {
            return Page();
        }

        var clawback = new Clawback
        {
            RoundId = id,
            FundId = FundId ?? "",
            AreaCode = AreaCode ?? "",
            Amount = amount,
            Reason = TypedText.Lines(Reason),
        };
        return await this.Send(
            grants.ProposeClawbackAsync(
                new ProposeClawbackRequest { RequestId = RequestId.ToString(), Clawback = clawback }, cancellationToken: cancellation),
            proposed => CouncilLinks.Clawback(proposed.ClawbackId) + "?sent=true");
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var releases = await grants.ListReleasesAsync(
            new ListReleasesRequest { RoundId = id, States = { ReleaseState.Approved }, PageSize = 100 }, cancellationToken: cancellation);
        var funds = await grants.ListFundsAsync(new ListFundsRequest { PageSize = 100 }, cancellationToken: cancellation);
        Funds = [.. funds.Funds.Where(fund => releases.Releases.Any(release => release.FundId == fund.FundId))
            .Select(fund => new Choice(fund.FundId, fund.Name))];
        var money = await grants.GetRoundMoneyAsync(new GetRoundMoneyRequest { RoundId = id }, cancellationToken: cancellation);
        var left = money.Areas.ToDictionary(area => area.AreaCode, area => say.Money(area.Left), StringComparer.Ordinal);
        Areas = [.. Round.Areas.Where(area => left.ContainsKey(area.AreaCode))
            .Select(area => new Choice(area.AreaCode, $"{area.Name}: {left[area.AreaCode]}"))];
    }
}
