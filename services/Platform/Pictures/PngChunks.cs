using System.Buffers.Binary;

namespace Participatory.Platform.Pictures;

/// <summary>The chunks of a PNG, taken in one after the other, each where and as long as it should be.</summary>
internal sealed class PngChunks
{
    /// <summary>What is kept beside IHDR, IDAT and IEND, in the order in which it is written; how long it is where that is fixed.</summary>
    private static readonly (string Name, int? Length)[] Beside =
    [
        ("cHRM", 32), ("gAMA", 4), ("iCCP", null), ("sRGB", 1), ("pHYs", 9), ("PLTE", null), ("tRNS", null),
    ];

    private readonly Dictionary<string, ReadOnlyMemory<byte>> beside = new(StringComparer.Ordinal);
    private readonly HashSet<string> had = new(StringComparer.Ordinal);
    private readonly List<ReadOnlyMemory<byte>> data = [];
    private PngHeader? header;
    private int orientation;
    private bool dataIsOver;

    /// <summary>The end of the picture has been read.</summary>
    public bool Ended { get; private set; }

    /// <summary>What the picture says of itself.</summary>
    public PngHeader Header => header ?? throw Picture.Broken();

    /// <summary>Takes in a chunk whose checksum is right.</summary>
    public void Take(string name, ReadOnlyMemory<byte> content)
    {
        Require((header is null) == (name == "IHDR"));
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
            case "eXIf":
                orientation = orientation == 0 ? Exif.Orientation(content.Span) : orientation;
                break;
            default:
                TakeBeside(name, content);
                break;
        }
    }

    /// <summary>It is shown turned by a quarter, so that its width is its height.</summary>
    public bool LiesOnItsSide => Exif.LiesOnItsSide(orientation);

    /// <summary>The data is there, unpacks, makes exactly the points that the header promises, and nothing follows it.</summary>
    public void CheckWhole()
    {
        Require(data.Count > 0 && (Header.HasPalette ? had.Contains("PLTE") : !Header.IsGrey || !had.Contains("PLTE")));
        var packed = new byte[data.Sum(part => part.Length)];
        var rest = packed.AsMemory();
        foreach (var part in data)
        {
            part.CopyTo(rest);
            rest = rest[part.Length..];
        }

        Require(Zlib.Makes(packed, Header.UnpackedBytes()));
        data.Clear();
        data.Add(packed);
    }

    /// <summary>What is written, in order.</summary>
    public List<(string Name, ReadOnlyMemory<byte> Content)> Kept() =>
    [
        ("IHDR", Header.Write()),
        .. Beside.Where(chunk => beside.ContainsKey(chunk.Name)).Select(chunk => (chunk.Name, beside[chunk.Name])),
        .. Upright(),
        ("IDAT", data.Single()),
        ("IEND", default),
    ];

    private IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> Upright() =>
        Exif.Turns(orientation) ? [("eXIf", Exif.Minimal(orientation))] : [];

    private void TakeBeside(string name, ReadOnlyMemory<byte> content)
    {
        // A small first letter says that the picture can be drawn without it.
        var known = Array.Find(Beside, chunk => chunk.Name == name);
        if (known.Name is null)
        {
            Require(char.IsAsciiLetterLower(name[0]));
            return;
        }

        // What does not clean has been there all the same: a second one is not looked at again.
        Require(data.Count == 0 && had.Add(name));
        if (Clean(name, content) is { } kept)
        {
            beside.Add(name, kept);
        }
    }

    /// <summary>What is kept of a chunk, or null for nothing: where it says what cannot be, or what the picture has no use for.</summary>
    private ReadOnlyMemory<byte>? Clean(string name, ReadOnlyMemory<byte> content)
    {
        switch (name)
        {
            case "PLTE":
                Require(content.Length is >= 3 and <= 768 && content.Length % 3 == 0);
                Require(!Header.HasPalette || content.Length <= 3 << Header.Depth);
                // To the other kinds it is advice for screens of few colours.
                return Only(content, Header.HasPalette);
            case "tRNS":
                Require(content.Length is >= 1 and <= 256);
                var most = Header.TransparencyBytes(beside.GetValueOrDefault("PLTE").Length / 3);
                return Only(content, Header.HasPalette ? content.Length <= most : content.Length == most);
            case "iCCP":
                var profile = Png.CleanProfile(content);
                return Only(profile, profile is not null);
            default:
                Require(content.Length == Array.Find(Beside, chunk => chunk.Name == name).Length);
                return Only(content, IsPlausible(name, content.Span));
        }
    }

    // An empty memory and none are not the same, and a conditional with null would make the first of the second.
    private static ReadOnlyMemory<byte>? Only(ReadOnlyMemory<byte> content, bool holds)
    {
        if (holds)
        {
            return content;
        }

        return null;
    }

    /// <summary>The numbers are such as pictures have, and no words.</summary>
    private static bool IsPlausible(string name, ReadOnlySpan<byte> content) => name switch
    {
        "sRGB" => content[0] <= 3,
        "gAMA" => Below(content, 10_000_000),
        "pHYs" => content[8] <= 1 && Below(content[..8], 10_000_000),
        // Places in a diagram of colours, in hundred-thousandths.
        "cHRM" => Below(content, 1_000_000),
        _ => false,
    };

    private static bool Below(ReadOnlySpan<byte> numbers, uint limit)
    {
        for (; numbers.Length >= 4; numbers = numbers[4..])
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(numbers) >= limit)
            {
                return false;
            }
        }

        return true;
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw Picture.Broken();
        }
    }
}
