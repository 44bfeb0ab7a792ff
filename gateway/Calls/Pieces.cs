using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Participatory.Gateway.Calls;

/// <summary>Passes a file on to a service, piece by piece, as it comes in.</summary>
internal static class Pieces
{
    /// <summary>
    /// The largest form with a photo or a voice note: more than either may have, so that the service says how large one can be.
    /// </summary>
    public const int MaxFormBytes = 40 * 1024 * 1024;

    private const int PieceBytes = 32 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Until when a file that comes now has to be with the service.</summary>
    public static DateTime Deadline => DateTime.UtcNow + Patience;

    /// <summary>As <see cref="Refusals.Takes"/>; and says of the file's field where it was too slow.</summary>
    public static bool TakesFile(this ModelStateDictionary form, RpcException refusal, string field)
    {
        if (refusal.StatusCode != StatusCode.DeadlineExceeded)
        {
            return form.Takes(refusal);
        }

        form.AddModelError(field, Words.Telling.FileSlow);
        return true;
    }

    /// <param name="message">The first one, which says what the file is for.</param>
    /// <param name="next">Makes an empty one for each piece that follows.</param>
    /// <param name="fill">Puts a piece into a message.</param>
    public static async Task<TResponse> Send<TRequest, TResponse>(
        AsyncClientStreamingCall<TRequest, TResponse> call, IFormFile file, TRequest message, Func<TRequest> next,
            Action<TRequest, ByteString> fill, CancellationToken cancellation)
    {
        await using var content = file.OpenReadStream();
        var piece = new byte[PieceBytes];
        try
        {
            do
            {
                fill(message, ByteString.CopyFrom(
                    piece, 0, await content.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, cancellation)));
                await call.RequestStream.WriteAsync(message, cancellation);
                message = next();
            }
            while (content.Position < content.Length);
            await call.RequestStream.CompleteAsync();
        }
        catch (RpcException)
        {
            // The service has answered before the end of the file; its answer says why.
        }
        catch (InvalidOperationException) when (call.ResponseAsync.IsCompleted)
        {
            // The same, found out between two pieces.
        }

        return await call.ResponseAsync;
    }
}
