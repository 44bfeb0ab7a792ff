using Google.Protobuf;
using Grpc.Core;

namespace Participatory.Gateway.Pages.Voting.Files;

/// <summary>A file that a service sends piece by piece, passed on as it comes.</summary>
internal static class PublicFile
{
    /// <param name="names">What the name of the file is made of; anything but letters and digits becomes a hyphen.</param>
    /// <param name="ending">For example ".pb".</param>
    public static async Task PassOn<T>(
        HttpResponse response, IAsyncStreamReader<T> pieces, Func<T, ByteString> content, string contentType, IEnumerable<string> names,
            string ending, CancellationToken cancellation)
    {
        // The first piece decides whether there is a file at all, so it comes before the first byte of the answer.
        var there = await pieces.MoveNext(cancellation);
        response.ContentType = contentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{string.Join('-', names.Select(Plain))}{ending}\"";
        while (there)
        {
            await response.BodyWriter.WriteAsync(content(pieces.Current).Memory, cancellation);
            there = await pieces.MoveNext(cancellation);
        }
    }

    private static string Plain(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
}
