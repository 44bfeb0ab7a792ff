using Google.Protobuf;
using Grpc.Core;
using Participatory.Gateway.People;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>How a file that somebody sent is served: a browser may look at it or play it, and nothing else.</summary>
internal static class SafeFile
{
    private static readonly string[] Pictures = ["image/jpeg", "image/png", "image/webp"];

    /// <summary>Waits for the first piece and writes the headers; the endpoint goes on with the content.</summary>
    /// <param name="about">What the first piece says: the id, under which the file never changes, and what kind of file it is.</param>
    /// <param name="known">The kinds that the service keeps; any other is to be saved and not shown.</param>
    /// <returns>The whole answer where there is nothing to go on with: no such file, or one that the browser has already.</returns>
    public static async Task<IResult?> Begin<TPiece>(
        HttpContext context, IAsyncStreamReader<TPiece> pieces, Func<TPiece, (string Id, string MediaType)> about, string[] known,
            CancellationToken cancellation)
    {
        if (!await pieces.MoveNext(cancellation))
        {
            return Results.NotFound();
        }

        var (id, mediaType) = about(pieces.Current);
        Announce(context, id, known.FirstOrDefault(kind => kind == mediaType));
        return context.Request.Headers.IfNoneMatch.ToString() == Tag(id) ? Results.StatusCode(StatusCodes.Status304NotModified) : null;
    }

    /// <summary>Passes a photo on piece by piece.</summary>
    public static async Task<IResult> Photo<TPiece>(
        HttpContext context, IAsyncStreamReader<TPiece> pieces, Func<TPiece, (string Id, string MediaType)> about,
            Func<TPiece, ByteString> content, CancellationToken cancellation)
    {
        if (await Begin(context, pieces, about, Pictures, cancellation) is { } answer)
        {
            return answer;
        }

        do
        {
            await context.Response.BodyWriter.WriteAsync(content(pieces.Current).Memory, cancellation);
        }
        while (await pieces.MoveNext(cancellation));
        return Results.Empty;
    }

    /// <summary>
    /// Gives out a sound, or what else somebody sent in its place. Players jump about in it, and it is ten megabytes at most: it is put
    /// together here.
    /// </summary>
    public static async Task<IResult> Sound<TPiece>(
        HttpContext context, IAsyncStreamReader<TPiece> pieces, Func<TPiece, (string Id, string MediaType)> about,
            Func<TPiece, ByteString> content, string[] known, CancellationToken cancellation)
    {
        if (await Begin(context, pieces, about, known, cancellation) is { } answer)
        {
            return answer;
        }

        var bytes = new MemoryStream();
        do
        {
            bytes.Write(content(pieces.Current).Span);
        }
        while (await pieces.MoveNext(cancellation));
        bytes.Position = 0;
        return Results.Stream(bytes, context.Response.ContentType!, enableRangeProcessing: true);
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
