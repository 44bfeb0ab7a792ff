using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Platform.Uploads;

/// <summary>Takes in a file that comes in pieces, and never more of it than we want.</summary>
/// <typeparam name="TRequest">The message of which each holds a piece.</typeparam>
/// <param name="content">The piece in a message.</param>
/// <param name="tooLarge">For a file that is larger than <paramref name="maxBytes"/>.</param>
/// <param name="nothing">For where no message arrives.</param>
/// <param name="maxBytes">The largest file.</param>
public sealed class Upload<TRequest>(Func<TRequest, ByteString> content, Reason tooLarge, Reason nothing, int maxBytes)
    where TRequest : class, IMessage<TRequest>, new()
{
    /// <summary>How much of the file one message may hold.</summary>
    public const int MaxPieceBytes = 64 * 1024;

    private static readonly TimeSpan ArrivesWithin = TimeSpan.FromMinutes(2);

    /// <summary>The first message, which says what the file is for.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public async Task<TRequest> First(IAsyncStreamReader<TRequest> pieces, CancellationToken cancellation) =>
        await pieces.MoveNext(cancellation).ConfigureAwait(false)
            ? pieces.Current
            : throw Refusal.At("content", nothing);

    /// <summary>
    /// Takes in the whole file when there is room for it in memory, and keeps it. The request that <paramref name="keep"/> gets has the
    /// hash of the file as its content: by that it is known again when it comes a second time.
    /// </summary>
    /// <exception cref="Refusal">It is too large, a piece is too large or out of place, it takes too long, or too many others
    /// wait.</exception>
    public Task<TAnswer> Take<TAnswer>(
        UploadGate gate, TRequest first, IAsyncStreamReader<TRequest> pieces, Func<TRequest, ReadOnlyMemory<byte>, Task<TAnswer>> keep,
        CancellationToken cancellation) => gate.Run(
        async () =>
        {
            var file = await Rest(first, pieces, ArrivesWithin, cancellation).ConfigureAwait(false);
            var request = first.Clone();
            request.Descriptor.FindFieldByName("content").Accessor.SetValue(request, ByteString.CopyFrom(SHA256.HashData(file.Span)));
            return await keep(request, file).ConfigureAwait(false);
        },
        cancellation);

    /// <summary>The whole file.</summary>
    /// <exception cref="Refusal">It is too large, a piece is too large or out of place, or it takes longer than
    /// <paramref name="atMost"/>.</exception>
    public async Task<ReadOnlyMemory<byte>> Rest(
        TRequest first, IAsyncStreamReader<TRequest> pieces, TimeSpan atMost, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(atMost);

        // The buffer grows with the file: most are small, and those that mean harm are made to cost us memory.
        var file = new byte[MaxPieceBytes];
        var length = Append(ref file, 0, content(first));
        try
        {
            while (await pieces.MoveNext(patience.Token).ConfigureAwait(false))
            {
                var piece = pieces.Current;
                if (content(piece).IsEmpty || piece.CalculateSize() != Alone(content(piece).Length))
                {
                    throw Refusal.At("content", UploadReasons.PieceOutOfPlace);
                }

                length = Append(ref file, length, content(piece));
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new Refusal(UploadReasons.TooSlow, field: "content");
        }

        return file.AsMemory(0, length);
    }

    /// <summary>How many bytes a message has in which there is a piece and nothing else: one for its number, some for its length.</summary>
    private static int Alone(int piece) => 1 + CodedOutputStream.ComputeLengthSize(piece) + piece;

    private int Append(ref byte[] file, int length, ByteString piece)
    {
        if (piece.Length > MaxPieceBytes)
        {
            throw Refusal.At("content", UploadReasons.PieceTooLarge, ("max", MaxPieceBytes));
        }

        if (length + piece.Length > maxBytes)
        {
            throw new Refusal(tooLarge, field: "content");
        }

        if (length + piece.Length > file.Length)
        {
            Array.Resize(ref file, Math.Min(maxBytes, file.Length * 2));
        }

        piece.Span.CopyTo(file.AsSpan(length));
        return length + piece.Length;
    }
}
