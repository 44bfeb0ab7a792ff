using System.Buffers.Binary;
using System.IO.Compression;

namespace Participatory.Platform.Pictures;

/// <summary>The chunks of a PNG, taken in one after the other, each where and as long as it should be.</summary>
internal sealed class PngChunks
{
    private const int MaxChunks = 50_000;

    /// <summary>What is kept beside IHDR, IDAT and IEND, in the order in which it is written; how long it is where that is fixed.</summary>
    private static readonly (string Name, int? Length)[] Beside =
    [
        ("cHRM", 32), ("gAMA", 4), ("iCCP", null), ("sRGB", 1), ("pHYs", 9), ("PLTE", null), ("tRNS", null),
    ];

    private readonly Dictionary<string, ReadOnlyMemory<byte>> beside = new(StringComparer.Ordinal);
    private readonly List<ReadOnlyMemory<byte>> data = [];
    private PngHeader? header;
    private bool dataIsOver;
    private int taken;

    /// <summary>The end of the picture has been read.</summary>
    public bool Ended { get; private set; }

    /// <summary>What the picture says of itself.</summary>
    public PngHeader Header => header ?? throw Picture.Broken();

    /// <summary>Takes in a chunk whose checksum is right.</summary>
    public void Take(string name, ReadOnlyMemory<byte> content)
    {
        Require(++taken <= MaxChunks && (header is null) == (name == "IHDR"));
        dataIsOver |= data.Count > 0 && name != "IDAT";
        switch (name)
        {
            case "IHDR":
                header = PngHeader.Read(content.Span);
                break;
            case "IDAT":
                Require(!dataIsOver);
                data.Add(content);
                break;
            case "IEND":
                Require(content.IsEmpty);
                Ended = true;
                break;
            default:
                TakeBeside(name, content);
                break;
        }
    }

    /// <summary>The data is there, unpacks, and makes exactly the points that the header promises.</summary>
    public void CheckWhole()
    {
        Require(data.Count > 0 && (Header.HasPalette ? beside.ContainsKey("PLTE") : !Header.IsGrey || !beside.ContainsKey("PLTE")));
        var packed = new byte[data.Sum(part => part.Length)];
        var rest = packed.AsMemory();
        foreach (var part in data)
        {
            part.CopyTo(rest);
            rest = rest[part.Length..];
        }

        Require(packed.Length > 6 && Unpacks(packed, Header.UnpackedBytes()));
        data.Clear();
        data.Add(packed);
    }

    /// <summary>What is written, in order.</summary>
    public List<(string Name, ReadOnlyMemory<byte> Content)> Kept() =>
    [
        ("IHDR", Header.Write()),
        .. Beside.Where(chunk => beside.ContainsKey(chunk.Name)).Select(chunk => (chunk.Name, beside[chunk.Name])),
        ("IDAT", data.Single()),
        ("IEND", default),
    ];

    private void TakeBeside(string name, ReadOnlyMemory<byte> content)
    {
        // A small first letter says that the picture can be drawn without it.
        var known = Array.Find(Beside, chunk => chunk.Name == name);
        if (known.Name is null)
        {
            Require(char.IsAsciiLetterLower(name[0]));
            return;
        }

        Require(data.Count == 0 && !beside.ContainsKey(name));
        switch (name)
        {
            case "PLTE":
                Require(content.Length is >= 3 and <= 768 && content.Length % 3 == 0);
                beside.Add(name, content);
                break;
            case "tRNS":
                Require(content.Length is >= 1 and <= 256);
                beside.Add(name, content);
                break;
            case "iCCP":
                if (Png.CleanProfile(content) is { } profile)
                {
                    beside.Add(name, profile);
                }

                break;
            default:
                Require(content.Length == known.Length);
                beside.Add(name, content);
                break;
        }
    }

    /// <summary>
    /// Unpacks without keeping, so that a small file that swells without end costs no memory, and stops at what the
    /// header promises. The checksum at the very end says that nothing follows the packed data.
    /// </summary>
    private static bool Unpacks(byte[] packed, long expected)
    {
        var buffer = new byte[64 * 1024];
        uint a = 1, b = 0;
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
            long length = 0;
            for (int read; (read = zlib.Read(buffer)) > 0;)
            {
                length += read;
                if (length > expected)
                {
                    return false;
                }

                Adler(buffer.AsSpan(0, read), ref a, ref b);
            }

            return length == expected && BinaryPrimitives.ReadUInt32BigEndian(packed.AsSpan(^4..)) == ((b << 16) | a);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static void Adler(ReadOnlySpan<byte> bytes, ref uint a, ref uint b)
    {
        // 5552 is the most bytes whose sums stay below 2^32 (RFC 1950).
        for (; bytes.Length > 0; bytes = bytes[Math.Min(5552, bytes.Length)..])
        {
            foreach (var value in bytes[..Math.Min(5552, bytes.Length)])
            {
                a += value;
                b += a;
            }

            a %= 65_521;
            b %= 65_521;
        }
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw Picture.Broken();
        }
    }
}
