using Grpc.Core;
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
        return await SafeFile.Begin(context, call.ResponseStream, About, Kinds, cancellation) ?? await Whole(context, call, cancellation);
    }

    /// <summary>By the link of whoever said it: the address is the key, so nobody keeps what it opens.</summary>
    public static async Task<IResult> GetMine(
        string secret, ProposalsService.ProposalsServiceClient proposals, HttpContext context, CancellationToken cancellation)
    {
        using var call = proposals.GetVoiceFile(
            new GetVoiceFileRequest { Secret = secret }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        var answer = await SafeFile.Begin(context, call.ResponseStream, About, Kinds, cancellation);
        context.Response.Headers.CacheControl = "no-store";
        return answer ?? await Whole(context, call, cancellation);
    }

    private static (string Id, string MediaType) About(GetVoiceFileResponse piece) => (piece.VoiceId, piece.MediaType);

    /// <summary>Players jump about in a sound, and a file is ten megabytes at most: it is put together here.</summary>
    private static async Task<IResult> Whole(
        HttpContext context, AsyncServerStreamingCall<GetVoiceFileResponse> call, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        do
        {
            bytes.Write(call.ResponseStream.Current.Content.Span);
        }
        while (await call.ResponseStream.MoveNext(cancellation));
        bytes.Position = 0;
        return Results.Stream(bytes, context.Response.ContentType!, enableRangeProcessing: true);
    }
}
