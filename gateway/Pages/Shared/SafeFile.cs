using Participatory.Gateway.People;

namespace Participatory.Gateway.Pages.Stories;

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

    private static string Tag(string id) => $"\"{id}\"";
}
