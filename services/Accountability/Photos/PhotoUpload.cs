using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;

namespace Participatory.Accountability.Photos;

/// <summary>Takes in a file that comes in pieces, and never more of it than we want.</summary>
internal static class PhotoUpload
{
    /// <summary>How much of the file one message may hold.</summary>
    public const int MaxPieceBytes = 64 * 1024;

    private const int MaxAltText = 500;

    /// <summary>The first message, which says what the file is for.</summary>
    /// <exception cref="Refusal">There is none, or its fields are not as they should be.</exception>
    public static async Task<AddPhotoRequest> First(IAsyncStreamReader<AddPhotoRequest> pieces, CancellationToken cancellation)
    {
        if (!await pieces.MoveNext(cancellation))
        {
            throw new Refusal(Reasons.InvalidRequest, "No photo arrived. Please choose it again.", "content");
        }

        var first = pieces.Current;
        new Fields()
            .RequestId(first.RequestId)
            .Id("report_id", first.ReportId)
            .Text("alt_text", first.AltText, MaxAltText, required: false)
            .Check();
        return first;
    }

    /// <summary>The whole file.</summary>
    /// <exception cref="Refusal">It is too large, a piece is too large or out of place, or it takes longer than <paramref name="atMost"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> Rest(
        AddPhotoRequest first, IAsyncStreamReader<AddPhotoRequest> pieces, TimeSpan atMost, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(atMost);

        // Memory that nothing has been written to costs nothing yet, so the buffer has its full length from the start.
        var file = GC.AllocateUninitializedArray<byte>(Picture.MaxBytes);
        var length = Append(file, 0, first);
        try
        {
            while (await pieces.MoveNext(patience.Token))
            {
                var piece = pieces.Current;
                if (piece.RequestId.Length + piece.ReportId.Length + piece.AltText.Length > 0 || piece.Content.IsEmpty)
                {
                    throw new Refusal(Reasons.InvalidRequest, "After the first message each one holds the next piece of the file and nothing else.", "content");
                }

                length = Append(file, length, piece);
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new Refusal(AccountabilityReasons.PhotoTooSlow, "The photo took too long to arrive. Please try again, perhaps where the connection is better.", "content");
        }

        return file.AsMemory(0, length);
    }

    private static int Append(byte[] file, int length, AddPhotoRequest piece)
    {
        if (piece.Content.Length > MaxPieceBytes)
        {
            throw new Refusal(Reasons.InvalidRequest, $"Please send the file in pieces of at most {MaxPieceBytes:N0} bytes.", "content");
        }

        if (length + piece.Content.Length > file.Length)
        {
            throw new Refusal(AccountabilityReasons.PhotoTooLarge, "This photo is larger than 10 MB. Please make it smaller and send it again; a smaller one shows just as well.", "content");
        }

        piece.Content.Span.CopyTo(file.AsSpan(length));
        return length + piece.Content.Length;
    }
}
