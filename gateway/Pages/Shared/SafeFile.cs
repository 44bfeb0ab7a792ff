using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Participatory.Gateway.People;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>How a file that somebody sent is served: a browser may look at it or play it, and nothing else.</summary>
internal static class SafeFile
{
    /// <summary>Writes the headers.</summary>
    /// <param name="id">The file never changes under its id.</param>
    /// <param name="mediaType">One that we know; null for any other, which is to be saved and not shown.</param>
    public static void Announce(HttpContext context, string id, string? mediaType)
    {
        context.Response.ContentType = mediaType ?? "application/octet-stream";
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.ContentDisposition = mediaType is null ? "attachment" : "inline";
        // A picture stands in frames on others' pages, too.
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        // Kept, and asked for each time whether it may still be shown: what is taken back goes from every cache, too.
        headers.CacheControl = Person.CallerOf(context.User).IsSignedIn ? "private, no-cache" : "public, no-cache";
        headers.ETag = Tag(id);
    }

    /// <summary>The browser has it already, and may still show it.</summary>
    public static bool IsKnown(HttpContext context, string id) => context.Request.Headers.IfNoneMatch.ToString() == Tag(id);

    /// <summary>Passes a photo on piece by piece; whatever it is, a browser may only look at it.</summary>
    /// <param name="read">The piece in a message; of the first one also the photo's id and what kind of picture it is.</param>
    public static async Task<IActionResult> Photo<T>(
        HttpContext context, IAsyncStreamReader<T> pieces, Func<T, (string Id, string MediaType, ByteString Content)> read, CancellationToken cancellation)
    {
        if (!await pieces.MoveNext(cancellation))
        {
            return new NotFoundResult();
        }

        var (id, mediaType, content) = read(pieces.Current);
        // The services keep no other kinds.
        Announce(context, id, mediaType is "image/jpeg" or "image/png" or "image/webp" ? mediaType : null);
        if (IsKnown(context, id))
        {
            return new StatusCodeResult(StatusCodes.Status304NotModified);
        }

        await context.Response.BodyWriter.WriteAsync(content.Memory, cancellation);
        while (await pieces.MoveNext(cancellation))
        {
            await context.Response.BodyWriter.WriteAsync(read(pieces.Current).Content.Memory, cancellation);
        }

        return new EmptyResult();
    }

    private static string Tag(string id) => $"\"{id}\"";
}
