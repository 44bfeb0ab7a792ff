using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.Stories;

/// <summary>A voice note of a story; whatever it is, a browser may only play it.</summary>
[OpenTo(Role.Anyone)]
public sealed class VoiceModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] Kinds = ["audio/webm", "audio/aac", "audio/mpeg", "audio/wav"];

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        using var call = accountability.GetVoice(
            new GetVoiceRequest { VoiceId = Links.Read(id) }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        if (await SafeFile.Begin(HttpContext, call.ResponseStream, piece => (id, piece.MediaType), Kinds, cancellation) is { } answer)
        {
            return answer;
        }

        // Players jump about in a sound, and it is ten megabytes at most: it is put together here.
        var bytes = new MemoryStream();
        do
        {
            bytes.Write(call.ResponseStream.Current.Content.Span);
        }
        while (await call.ResponseStream.MoveNext(cancellation));
        bytes.Position = 0;
        return new FileStreamResult(bytes, Response.ContentType!) { EnableRangeProcessing = true };
    }
}
