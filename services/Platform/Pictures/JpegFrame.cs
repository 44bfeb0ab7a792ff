using System.Buffers.Binary;
using Participatory.Platform.Calls;

namespace Participatory.Platform.Pictures;

/// <summary>The segments that draw a JPEG picture, each walked to its end, so that none holds more than it should.</summary>
internal sealed class JpegFrame
{
    private readonly JpegTables tables = new();
    private readonly Dictionary<byte, byte> components = [];
    private bool progressive;
    private bool seen;
    private int scans;

    /// <summary>In points; 0 until the frame is read.</summary>
    public int Width { get; private set; }

    /// <summary>In points; 0 until the frame is read.</summary>
    public int Height { get; private set; }

    /// <summary>Takes in one segment, and writes what of it the picture has a use for.</summary>
    /// <exception cref="Refusal">It does not belong here or is not as long as what it holds.</exception>
    public void Take(byte marker, ReadOnlySpan<byte> content, Stream body)
    {
        switch (marker)
        {
            // Baseline, extended and progressive, coded by Huffman's method: what every browser draws.
            case 0xC0 or 0xC1 or 0xC2:
                Start(content);
                progressive = marker == 0xC2;
                tables.WriteQuantization(body, components.Values);
                JpegHead.Segment(body, marker, content);
                break;
            case 0xC3 or (>= 0xC5 and <= 0xC7) or (>= 0xC9 and <= 0xCF):
                throw new Refusal(PictureReasons.RareJpeg, field: "content");
            case 0xC4:
                tables.TakeHuffman(content);
                break;
            case 0xDB:
                tables.TakeQuantization(content);
                break;
            case 0xDD:
                Require(content.Length == 2);
                tables.TakeRestarts(content);
                break;
            case 0xDA:
                StartScan(content);
                tables.WriteQuantization(body, components.Values);
                tables.WriteForScan(body, content, progressive);
                JpegHead.Segment(body, marker, content);
                break;
            default:
                throw Picture.Broken();
        }
    }

    /// <summary>Takes in that a scan had <paramref name="bytes"/> of coded data.</summary>
    public void TakeScan(int bytes, int maxScans)
    {
        scans++;
        Require(bytes > 0 && scans <= maxScans);
    }

    /// <summary>There is a picture: a frame and at least one scan.</summary>
    public void CheckWhole() => Require(scans > 0);

    private void Start(ReadOnlySpan<byte> content)
    {
        Require(!seen && content.Length >= 6);
        seen = true;
        Height = BinaryPrimitives.ReadUInt16BigEndian(content[1..]);
        Width = BinaryPrimitives.ReadUInt16BigEndian(content[3..]);
        int count = content[5];
        Require(content[0] == 8 && count is 1 or 3 or 4 && content.Length == 6 + (3 * count));
        for (var component = content[6..]; component.Length > 0; component = component[3..])
        {
            Require(components.TryAdd(component[0], component[2]) && component[1] >> 4 is >= 1 and <= 4
                && (component[1] & 15) is >= 1 and <= 4 && component[2] <= 3);
        }

        Picture.CheckDimensions(Width, Height);
    }

    private void StartScan(ReadOnlySpan<byte> content)
    {
        Require(seen && content.Length >= 6);
        int count = content[0];
        Require(count is >= 1 and <= 4 && content.Length == 4 + (2 * count));
        for (var i = 0; i < count; i++)
        {
            Require(components.ContainsKey(content[1 + (2 * i)]));
        }

        // From and to which coefficient, and with how many bits.
        var last = content[^3..];
        Require(last[0] <= 63 && last[1] <= 63 && last[2] >> 4 <= 13 && (last[2] & 15) <= 13);
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw Picture.Broken();
        }
    }
}
