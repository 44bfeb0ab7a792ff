using Google.Protobuf;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Ledger;

/// <summary>The close of one day as JSON, at an address that stays.</summary>
[OpenTo(Role.Anyone)]
public sealed class CloseDataModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    public async Task<IActionResult> OnGet(string date, CancellationToken cancellation)
    {
        var close = await grants.GetCloseAsync(new GetCloseRequest { CloseDate = date }, cancellationToken: cancellation);
        Response.Headers.LastModified = close.CloseTime.ToDateTimeOffset().ToString("R");
        return Content(JsonFormatter.Default.Format(close), "application/json; charset=utf-8");
    }
}
