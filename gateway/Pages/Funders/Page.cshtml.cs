using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Funders;

/// <summary>What a funder sees with its link. The address is the key, so it is told to nobody and kept by nobody on the way.</summary>
[OpenTo(Role.Anyone)]
public sealed class PageOfFunderModel(
    AccountabilityService.AccountabilityServiceClient accountability, GrantsService.GrantsServiceClient grants) : PageModel
{
    public FunderPage Shown { get; private set; } = new();

    /// <summary>Photos and voice messages that are shared with funders are opened by it, too.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>What this funder's money has become, in each fund that it paid into under the name of its link.</summary>
    public IReadOnlyList<FunderShare> Shares { get; private set; } = [];

    public async Task<IActionResult> OnGet(string secret, CancellationToken cancellation)
    {
        Secret = secret;
        Shown = await accountability.GetFunderPageAsync(new GetFunderPageRequest { Secret = secret }, cancellationToken: cancellation);
        var funds = await Task.WhenAll(Shown.FundIds.Select(fund =>
            grants.GetFundSharesAsync(new GetFundSharesRequest { FundId = fund }, cancellationToken: cancellation).ResponseAsync));
        Shares = [.. funds.SelectMany(fund => fund.Shares)
            .Where(share => string.Equals(share.Funder.Trim(), Shown.Funder.Trim(), StringComparison.OrdinalIgnoreCase))];
        return Page();
    }
}
