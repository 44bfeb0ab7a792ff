using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
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
        try
        {
            var fund = new Fund
            {
                Name = Name?.Trim() ?? "", Currency = Currency?.Trim().ToUpperInvariant()
                ?? "", BudgetCode = BudgetCode?.Trim() ?? ""
            };
            var made = await grants.CreateFundAsync(
                new CreateFundRequest { RequestId = RequestId.ToString(), Fund = fund }, cancellationToken: cancellation);
            return Redirect(CouncilLinks.Fund(made.FundId));
        }
        catch (RpcException refusal) when (ModelState.Takes(refusal))
        {
            return Page();
        }
    }
}
