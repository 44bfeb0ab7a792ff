using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Participatory.Gateway.People;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>How a file that somebody sent is served: a browser may look at it or play it, and nothing else.</summary>
internal static class SafeFile
{
    private static readonly string[] Pictures = ["image/jpeg", "image/png", "image/webp"];

    /// <summary>Passes a photo on piece by piece.</summary>
    /// <param name="read">The piece in a message; of the first one also the photo's id, under which it never changes, and what kind of picture it is.</param>
    public static async Task<IActionResult> Photo<TPiece>(
        HttpContext context, IAsyncStreamReader<TPiece> pieces, Func<TPiece, (string Id, string MediaType, ByteString Content)> read, CancellationToken cancellation)
    {
        if (await Begin(context, pieces, piece => (read(piece).Id, read(piece).MediaType), Pictures, cancellation) is { } answer)
        {
            return answer;
        }

        do
        {
            await context.Response.BodyWriter.WriteAsync(read(pieces.Current).Content.Memory, cancellation);
        }
        while (await pieces.MoveNext(cancellation));
        return new EmptyResult();
    }

    /// <summary>Waits for the first piece and writes the headers; the page goes on with the content.</summary>
    /// <param name="read">Of the first piece: the id under which the file never changes, and what kind it is.</param>
    /// <param name="known">The kinds that the service keeps; any other is to be saved and not shown.</param>
    /// <returns>The whole answer where there is nothing to go on with: no such file, or one that the browser has already.</returns>
    public static async Task<IActionResult?> Begin<TPiece>(
        HttpContext context, IAsyncStreamReader<TPiece> pieces, Func<TPiece, (string Id, string MediaType)> read, string[] known, CancellationToken cancellation)
    {
        if (!await pieces.MoveNext(cancellation))
        {
            return new NotFoundResult();
        }

        var (id, mediaType) = read(pieces.Current);
        Announce(context, id, known.FirstOrDefault(kind => kind == mediaType));
        return context.Request.Headers.IfNoneMatch.ToString() == Tag(id) ? new StatusCodeResult(StatusCodes.Status304NotModified) : null;
    }

    private static void Announce(HttpContext context, string id, string? mediaType)
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

    private static string Tag(string id) => $"\"{id}\"";
}
