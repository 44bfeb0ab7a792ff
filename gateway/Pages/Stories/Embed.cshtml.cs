using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.Stories;

/// <summary>
/// One story for a frame on somebody else's page: nothing can be pressed in it but links, and it is asked for anew each
/// time, so that what is taken back goes from there, too.
/// </summary>
[OpenTo(Role.Anyone)]
public sealed class EmbedModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    public Story Story { get; private set; } = new();

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        // A frame elsewhere shows what everybody may see, whoever looks at it.
        if (PublicStories.Only(await accountability.GetStoryAsync(
            new GetStoryRequest { ReportId = Links.Read(id) }, cancellationToken: cancellation)) is not { } story)
        {
            return NotFound();
        }

        Story = story;
        var headers = Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; base-uri 'none'; form-action "
                + "'none'; frame-ancestors *";
        headers.Remove("X-Frame-Options");
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.CacheControl = "no-cache";
        return Page();
    }
}
