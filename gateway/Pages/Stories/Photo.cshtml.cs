using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.Stories;

/// <summary>A photo of a story, passed on piece by piece; whatever it is, a browser may only look at it.</summary>
[OpenTo(Role.Anyone)]
public sealed class PhotoModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] Kinds = ["image/jpeg", "image/png", "image/webp"];

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        using var call = accountability.GetPhoto(
            new GetPhotoRequest { PhotoId = Links.Read(id) }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        if (await SafeFile.Begin(HttpContext, id, call.ResponseStream, piece => piece.MediaType, Kinds, cancellation) is { } answer)
        {
            return answer;
        }

        do
        {
            await Response.BodyWriter.WriteAsync(call.ResponseStream.Current.Content.Memory, cancellation);
        }
        while (await call.ResponseStream.MoveNext(cancellation));
        return new EmptyResult();
    }
}
