using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.Stories;

/// <summary>A photo of a story.</summary>
[OpenTo(Role.Anyone)]
public sealed class PhotoModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        using var call = accountability.GetPhoto(
            new GetPhotoRequest { PhotoId = Links.Read(id) }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        return await SafeFile.Photo(HttpContext, call.ResponseStream, piece => (id, piece.MediaType), piece => piece.Content, cancellation);
    }
}
