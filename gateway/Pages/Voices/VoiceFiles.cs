using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>What somebody recorded or drew; whatever it is, a browser may only play it or show it.</summary>
[OpenTo(Role.Anyone)]
internal static class VoiceFiles
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string[] Kinds =
        ["audio/webm", "audio/aac", "audio/mpeg", "audio/wav", "image/jpeg", "image/png", "image/webp"];

    public static async Task<IResult> Get(
        string id, string voice, ProposalsService.ProposalsServiceClient proposals, HttpContext context, CancellationToken cancellation)
    {
        using var call = proposals.GetVoiceFile(
            new GetVoiceFileRequest { VoiceId = Links.Read(voice) }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        return await SafeFile.Sound(context, call.ResponseStream, About, piece => piece.Content, Kinds, cancellation);
    }

    /// <summary>By the link of whoever said it: the address is the key, so nobody keeps what it opens.</summary>
    public static async Task<IResult> GetMine(
        string secret, ProposalsService.ProposalsServiceClient proposals, HttpContext context, CancellationToken cancellation)
    {
        using var call = proposals.GetVoiceFile(
            new GetVoiceFileRequest { Secret = secret }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        var answer = await SafeFile.Sound(context, call.ResponseStream, About, piece => piece.Content, Kinds, cancellation);
        context.Response.Headers.CacheControl = "no-store";
        return answer;
    }

    private static (string Id, string MediaType) About(GetVoiceFileResponse piece) => (piece.VoiceId, piece.MediaType);
}
