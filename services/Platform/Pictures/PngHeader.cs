using System.Buffers.Binary;

namespace Participatory.Platform.Pictures;

/// <summary>The first chunk of a PNG: its size and how its points are written.</summary>
internal sealed record PngHeader(int Width, int Height, byte Depth, byte ColourType, bool Interlaced)
{
    private const byte Grey = 0;
    private const byte Colour = 2;
    private const byte Palette = 3;
    private const byte GreyAlpha = 4;
    private const byte ColourAlpha = 6;

    /// <summary>The seven passes of an interlaced picture: first column and row, and steps (ISO/IEC 15948, 8.2).</summary>
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
    [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
    ];

    /// <summary>The points are numbers of a palette.</summary>
    public bool HasPalette => ColourType == Palette;

    /// <summary>A palette has no place in it.</summary>
    public bool IsGrey => ColourType is Grey or GreyAlpha;

    /// <summary>How much tRNS may hold: a byte for each colour of the palette, or the one that is not seen; none beside alpha.</summary>
    public int TransparencyBytes(int colours) => ColourType switch
    {
        Palette => colours,
        Grey => 2,
        Colour => 6,
        _ => 0,
    };

    /// <summary>Reads IHDR.</summary>
    public static PngHeader Read(ReadOnlySpan<byte> content)
    {
        if (content.Length != 13)
        {
            throw Picture.Broken();
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(content);
        var height = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        var depthFits = content[9] switch
        {
            Grey => content[8] is 1 or 2 or 4 or 8 or 16,
            Palette => content[8] is 1 or 2 or 4 or 8,
            Colour or GreyAlpha or ColourAlpha => content[8] is 8 or 16,
            _ => false,
        };
        if (!depthFits || content[10] != 0 || content[11] != 0 || content[12] > 1 || width > int.MaxValue || height > int.MaxValue)
        {
            throw Picture.Broken();
        }

        Picture.CheckDimensions(width, height);
        return new PngHeader((int)width, (int)height, content[8], content[9], content[12] == 1);
    }

    /// <summary>IHDR again.</summary>
    public byte[] Write()
    {
        var content = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(content, Width);
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(4), Height);
        content[8] = Depth;
        content[9] = ColourType;
        content[12] = Interlaced ? (byte)1 : (byte)0;
        return content;
    }

    /// <summary>How many bytes the packed data makes: for each row one for its filter, and its points.</summary>
    public long UnpackedBytes() => Interlaced
        ? Passes.Sum(pass => Rows(Steps(Width, pass.X, pass.StepX), Steps(Height, pass.Y, pass.StepY)))
        : Rows(Width, Height);

    private long Rows(long width, long height) => width == 0 ? 0 : height * (1 + (((width * BitsOfPoint()) + 7) / 8));

    private static long Steps(int length, int from, int step) => length <= from ? 0 : (length - from + step - 1) / step;

    private int BitsOfPoint() => Depth * ColourType switch
    {
        Grey or Palette => 1,
        GreyAlpha => 2,
        Colour => 3,
        _ => 4,
    };
}
