using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.Stories;

/// <summary>A voice note of a story; whatever it is, a browser may only play it.</summary>
[OpenTo(Role.Anyone)]
internal static class StoryVoice
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] Kinds = ["audio/webm", "audio/aac", "audio/mpeg", "audio/wav"];

    public static async Task<IResult> Get(
        string id, string? secret, AccountabilityService.AccountabilityServiceClient accountability, HttpContext context,
            CancellationToken cancellation)
    {
        using var call = accountability.GetVoice(
            new GetVoiceRequest { VoiceId = Links.Read(id), Secret = secret ?? "" }, deadline: DateTime.UtcNow + Patience,
            cancellationToken: cancellation);
        return await SafeFile.Sound(
            context, call.ResponseStream, piece => (id, piece.MediaType), piece => piece.Content, Kinds, cancellation);
    }
}
