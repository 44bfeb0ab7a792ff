using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.Funders;

/// <summary>What a funder sees with its link. The address is the key, so it is told to nobody and kept by nobody on the way.</summary>
[OpenTo(Role.Anyone)]
public sealed class PageOfFunderModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    public FunderPage Shown { get; private set; } = new();

    public async Task<IActionResult> OnGet(string secret, CancellationToken cancellation)
    {
        Shown = await accountability.GetFunderPageAsync(new GetFunderPageRequest { Secret = secret }, cancellationToken: cancellation);
        Response.Headers.CacheControl = "no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers["X-Robots-Tag"] = "noindex";
        return Page();
    }
}
