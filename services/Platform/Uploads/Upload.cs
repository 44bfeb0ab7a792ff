using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;

namespace Participatory.Platform.Uploads;

/// <summary>Takes in a file that comes in pieces, and never more of it than we want.</summary>
/// <typeparam name="TRequest">The message of which each holds a piece.</typeparam>
/// <param name="content">The piece in a message.</param>
/// <param name="tooLarge">For a file that is larger than <paramref name="maxBytes"/>.</param>
/// <param name="nothing">For where no message arrives.</param>
/// <param name="maxBytes">The largest file.</param>
/// <param name="arrivesWithin">How long it may take to come; two minutes where nothing else is said.</param>
public sealed class Upload<TRequest>(
    Func<TRequest, ByteString> content, Reason tooLarge, Reason nothing, int maxBytes, TimeSpan? arrivesWithin = null)
    where TRequest : class, IMessage<TRequest>, new()
{
    /// <summary>How much of the file one message may hold.</summary>
    public const int MaxPieceBytes = 64 * 1024;

    /// <summary>The largest file has a hundred and sixty; who sends far more means to keep us busy.</summary>
    private const int MaxPieces = 20_000;

    private static readonly TimeSpan ArrivesWithin = TimeSpan.FromMinutes(2);

    /// <summary>The first message, which says what the file is for.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public async Task<TRequest> First(IAsyncStreamReader<TRequest> pieces, CancellationToken cancellation) =>
        await pieces.MoveNext(cancellation).ConfigureAwait(false)
            ? pieces.Current
            : throw Refusal.At("content", nothing);

    /// <summary>
    /// Takes in the whole file, and keeps it when it is its turn. The request that <paramref name="keep"/> gets has the hash of the file
    /// as its content: by that it is known again when it comes a second time.
    /// </summary>
    /// <exception cref="Refusal">It is too large, a piece is too large or out of place, it takes too long, or too many others
    /// wait.</exception>
    public Task<TAnswer> Take<TAnswer>(
        UploadGate gate, Caller caller, TRequest first, IAsyncStreamReader<TRequest> pieces,
        Func<TRequest, ReadOnlyMemory<byte>, Task<TAnswer>> keep, CancellationToken cancellation) =>
        Take(gate, caller.Subject, first, pieces, keep, cancellation);

    /// <summary>The same from somebody who may have no account.</summary>
    /// <param name="sender">Of whom one file at a time is taken, as <see cref="Guard.SenderOf"/> knows them.</param>
    /// <exception cref="Refusal">It is too large, a piece is too large or out of place, it takes too long, or too many others
    /// wait.</exception>
    public Task<TAnswer> Take<TAnswer>(
        UploadGate gate, string sender, TRequest first, IAsyncStreamReader<TRequest> pieces,
        Func<TRequest, ReadOnlyMemory<byte>, Task<TAnswer>> keep, CancellationToken cancellation) => gate.OneOf(
        sender,
        async () =>
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var arriving = gate.Begin(patience.Cancel);
            await Rest(arriving, first, pieces, patience, cancellation).ConfigureAwait(false);
            return await gate.Look(
                () =>
                {
                    var file = arriving.Whole();
                    var request = first.Clone();
                    request.Descriptor.FindFieldByName("content").Accessor.SetValue(request, ByteString.CopyFrom(SHA256.HashData(file)));
                    return keep(request, file);
                },
                cancellation).ConfigureAwait(false);
        },
        cancellation);

    private async Task Rest(
        ArrivingFile file, TRequest first, IAsyncStreamReader<TRequest> pieces, CancellationTokenSource patience,
        CancellationToken cancellation)
    {
        patience.CancelAfter(arrivesWithin ?? ArrivesWithin);
        Append(file, content(first));
        try
        {
            for (var count = 1; await pieces.MoveNext(patience.Token).ConfigureAwait(false); count++)
            {
                var piece = pieces.Current;
                if (content(piece).IsEmpty || piece.CalculateSize() != Alone(content(piece).Length) || count > MaxPieces)
                {
                    throw Refusal.At("content", UploadReasons.PieceOutOfPlace);
                }

                patience.Token.ThrowIfCancellationRequested();
                Append(file, content(piece));
            }

            file.IsWhole = true;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new Refusal(UploadReasons.TooSlow, field: "content");
        }
    }

    /// <summary>How many bytes a message has in which there is a piece and nothing else: one for its number, some for its length.</summary>
    private static int Alone(int piece) => 1 + CodedOutputStream.ComputeLengthSize(piece) + piece;

    private void Append(ArrivingFile file, ByteString piece)
    {
        if (piece.Length > MaxPieceBytes)
        {
            throw Refusal.At("content", UploadReasons.PieceTooLarge, ("max", MaxPieceBytes));
        }

        if (file.Length + piece.Length > maxBytes)
        {
            throw new Refusal(tooLarge, field: "content");
        }

        file.Append(piece.Span);
    }
}
