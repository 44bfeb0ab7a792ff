using Google.Protobuf;
using Participatory.Platform.Calls;
using Participatory.Platform.Uploads;

namespace Participatory.Platform.Pictures;

/// <summary>
/// A picture and nothing else: put together anew from the parts of a file that draw it, so that no place, no camera, no
/// thumbnail, no comment and no second file comes along.
/// </summary>
/// <param name="MediaType">image/jpeg, image/png or image/webp: what the content is, whatever it was called.</param>
/// <param name="Width">In points, as it is shown.</param>
/// <param name="Height">In points, as it is shown.</param>
/// <param name="Bytes">The file that we keep.</param>
public sealed record Picture(string MediaType, int Width, int Height, byte[] Bytes)
{
    /// <summary>The largest file that we take.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>The most points: whoever shows the picture has to hold all of them in memory.</summary>
    public const long MaxPoints = 50_000_000;

    /// <summary>How a picture arrives that is sent in pieces.</summary>
    /// <param name="content">The piece in a message.</param>
    public static Upload<TRequest> Upload<TRequest>(Func<TRequest, ByteString> content)
        where TRequest : class, IMessage<TRequest>, new() => new(
            content, PictureReasons.TooLarge, PictureReasons.Missing, MaxBytes);

    /// <summary>Recognises a file by its content and keeps the picture in it.</summary>
    /// <exception cref="Refusal">It is not a JPEG, PNG or WebP picture, is not whole, has too many points, or costs more than a
    /// <see cref="Budget"/>.</exception>
    public static Picture Clean(ReadOnlyMemory<byte> file)
    {
        var budget = new Budget(file.Length, Broken);
        var picture = Jpeg.Begins(file.Span) ? Jpeg.Clean(file.Span, budget)
            : Png.Begins(file.Span) ? Png.Clean(file, budget)
            : Webp.Begins(file.Span) ? Webp.Clean(file.Span, budget)
            : throw Unknown(file.Span);
        budget.Keep(picture.Bytes);
        return picture;
    }

    /// <summary>The file begins as it should and then does not go on so.</summary>
    public static Refusal Broken() => new(PictureReasons.Broken, field: "content");

    /// <summary>Refuses pictures without points, and with more than anybody needs.</summary>
    public static void CheckDimensions(long width, long height)
    {
        if (width <= 0 || height <= 0)
        {
            throw Broken();
        }

        if (width * height > MaxPoints)
        {
            throw new Refusal(PictureReasons.Dimensions, [("width", width), ("height", height)], "content");
        }
    }

    /// <summary>Moving pictures are for later.</summary>
    public static Refusal Moves() => new(PictureReasons.Moves, field: "content");

    private static Refusal Unknown(ReadOnlySpan<byte> file) => new(
        file.IsEmpty ? PictureReasons.Missing
        : file.StartsWith("GIF8"u8) ? PictureReasons.Gif
        : file.Length >= 12 && file[4..8].SequenceEqual("ftyp"u8) ? PictureReasons.PhoneFormat
        : PictureReasons.KindUnknown,
        field: "content");
}
