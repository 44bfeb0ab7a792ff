using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Council.Funds;

/// <summary>Makes a fund, which is empty at first.</summary>
[OpenTo(Role.Finance)]
public sealed class NewModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Currency { get; set; } = "GBP";

    [BindProperty]
    public string? BudgetCode { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var fund = new Fund
        {
            Name = Name?.Trim() ?? "", Currency = Currency?.Trim().ToUpperInvariant()
            ?? "", BudgetCode = BudgetCode?.Trim() ?? ""
        };
        return await this.Send(
            grants.CreateFundAsync(
                new CreateFundRequest { RequestId = RequestId.ToString(), Fund = fund }, cancellationToken: cancellation),
            made => CouncilLinks.Fund(made.FundId));
    }
}
