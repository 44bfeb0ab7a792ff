using Google.Protobuf;
using Grpc.Core;
using Participatory.Accountability.V1;

namespace Participatory.Gateway.Pages.My.Stories;

/// <summary>Passes a file on to the service, piece by piece, as it comes in.</summary>
internal static class TellUploads
{
    private const int PieceBytes = 32 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task AddPhoto(
        AccountabilityService.AccountabilityServiceClient accountability, AddPhotoRequest first, IFormFile file, CancellationToken cancellation)
    {
        using var call = accountability.AddPhoto(deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        await Send(call, file, first, () => new AddPhotoRequest(), (message, content) => message.Content = content, cancellation);
    }

    public static async Task AddVoice(
        AccountabilityService.AccountabilityServiceClient accountability, AddVoiceRequest first, IFormFile file, CancellationToken cancellation)
    {
        using var call = accountability.AddVoice(deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        await Send(call, file, first, () => new AddVoiceRequest(), (message, content) => message.Content = content, cancellation);
    }

    private static async Task Send<TRequest, TResponse>(
        AsyncClientStreamingCall<TRequest, TResponse> call, IFormFile file, TRequest message, Func<TRequest> next, Action<TRequest, ByteString> fill, CancellationToken cancellation)
    {
        await using var content = file.OpenReadStream();
        var piece = new byte[PieceBytes];
        try
        {
            do
            {
                fill(message, ByteString.CopyFrom(piece, 0, await content.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, cancellation)));
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

        await call.ResponseAsync;
    }
}
