using System.Buffers.Binary;
using Participatory.Platform.Sounds;
using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Service.Accountability;

/// <summary>Sound files made by hand, each with a secret in every place that is not sound.</summary>
internal static class TestSound
{
    /// <summary>Twenty milliseconds each, told apart by their content.</summary>
    public static readonly byte[][] Packets = Enumerable.Range(0, 60)
        .Select(i => (byte[])[0x78, (byte)i, 1, 2, 3, (byte)(255 - i)]).ToArray();

    public static readonly byte[] OpusHead = [.. Text("OpusHead"), 1, 1, 0x38, 1, 0x80, 0xBB, 0, 0, 0, 0, 0];

    /// <summary>As a browser records: a segment and clusters of unknown size.</summary>
    public static byte[] Webm(byte[]? tracks = null, byte[][]? packets = null, bool known = false, byte[]? beside = null,
        string docType = "webm")
    {
        byte[] header = Element([0x1A, 0x45, 0xDF, 0xA3], Element([0x42, 0x82], Text(docType)));
        byte[] blocks =
            [.. (packets ?? Packets).SelectMany((packet, i) => Element([0xA3], [0x81, (byte)(i >> 8), (byte)i, 0x80, .. packet]))];
        byte[] cluster = [.. Element([0xE7], [0]), .. blocks];
        byte[] inside =
        [
            .. Element([0x15, 0x49, 0xA9, 0x66], [.. Element([0x7B, 0xA9], Hidden), .. Element([0x57, 0x41], Hidden)]),
            .. tracks ?? Tracks(),
            .. Element([0x12, 0x54, 0xC3, 0x67], Hidden),
            .. beside ?? [],
            .. known ? Element([0x1F, 0x43, 0xB6, 0x75], cluster)
                : [0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. cluster],
        ];
        return [.. header, .. known ? Element([0x18, 0x53, 0x80, 0x67], inside)
            : [0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. inside]];
    }

    public static byte[] Tracks(byte kind = 2, string codec = "A_OPUS", byte[]? head = null) => Element(
        [0x16, 0x54, 0xAE, 0x6B],
        Element([0xAE],
        [
            .. Element([0xD7], [1]), .. Element([0x83], [kind]), .. Element([0x86], Text(codec)), .. Element([0x53, 0x6E], Hidden),
            .. Element([0x63, 0xA2], head ?? OpusHead),
        ]));

    public static byte[] Element(byte[] id, byte[] content)
    {
        var size = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(size, (ulong)(uint)content.Length | 0x0100000000000000);
        return [.. id, .. size, .. content];
    }

    /// <summary>With one page for each ten packets.</summary>
    public static byte[] Ogg(byte[]? head = null, byte[]? tags = null, byte[][]? packets = null, byte[]? behind = null) =>
    [
        .. Page(2, 0, [head ?? OpusHead]),
        .. Page(0, 1, [tags ?? [.. Text("OpusTags"), .. Hidden]]),
        .. (packets ?? Packets).Chunk(10).SelectMany((some, i) => Page((byte)(i == 5 ? 4 : 0), i + 2, some)),
        .. behind ?? [],
    ];

    public static byte[] Page(byte flags, int number, byte[][] packets, int serial = 7)
    {
        byte[] lacing =
            [.. packets.SelectMany(packet => Enumerable.Repeat((byte)255, packet.Length / 255).Append((byte)(packet.Length % 255)))];
        var head = new byte[27];
        Text("OggS").CopyTo(head, 0);
        head[5] = flags;
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(14), serial);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(18), number);
        head[26] = (byte)lacing.Length;
        byte[] page = [.. head, .. lacing, .. packets.SelectMany(packet => packet)];
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(22), Participatory.Platform.Sounds.Ogg.Crc(page));
        return page;
    }

    public static byte[] Wav(int seconds = 1, byte[]? format = null, byte[]? before = null, byte[]? behind = null)
    {
        byte[] inside =
        [
            .. Text("WAVE"), .. before ?? [], .. Chunk("fmt ", format ?? [1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0]),
            .. Chunk("LIST", Hidden), .. Chunk("data", new byte[seconds * 16_000]), .. behind ?? [],
        ];
        return [.. Text("RIFF"), .. BitConverter.GetBytes(inside.Length), .. inside];
    }

    public static byte[] Chunk(string name, byte[] content) =>
        [.. Text(name), .. BitConverter.GetBytes(content.Length), .. content, .. new byte[content.Length & 1]];

    /// <summary>128 kbit/s at 44.1 kHz: frames of 417 bytes.</summary>
    public static byte[] Frame(byte content) => [0xFF, 0xFB, 0x90, 0x00, .. Enumerable.Repeat(content, 413)];

    public static byte[] Mp3(int frames = 100, byte[]? before = null, byte[]? behind = null) =>
    [
        .. before ?? [.. Text("ID3"), 4, 0, 0, 0, 0, 0, (byte)Hidden.Length, .. Hidden],
        .. Frame(0).AsSpan(0, 36), .. Text("Info"), .. Frame(0).AsSpan(40),
        .. Enumerable.Range(0, frames).SelectMany(i => Frame((byte)(i | 1))),
        .. behind ?? [.. Text("TAG"), .. Hidden, .. new byte[Math.Max(0, 125 - Hidden.Length)]],
    ];

    /// <summary>Frames of AAC, told apart by their content.</summary>
    public static readonly byte[][] AacFrames = Enumerable.Range(0, 50).Select(i => (byte[])[(byte)i, 9, 8, 7]).ToArray();

    /// <summary>One table for the whole file, or two fragments.</summary>
    public static byte[] M4a(bool fragmented = false, string handler = "soun", string coded = "mp4a", byte objectType = 0x40,
        byte[]? config = null, uint sizes = 50)
    {
        byte[] type = Box("ftyp", [.. Text("M4A "), 0, 0, 0, 0]);
        byte[] esds = Box("esds",
        [
            0, 0, 0, 0, 3, 25, 0, 0, 0, 4, 17, objectType, 0x15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, (byte)(config ?? [0x14, 0x08]).Length,
            .. config ?? [0x14, 0x08], 6, 1, 2,
        ]);
        byte[] Movie(int firstFrame) => Box("moov",
        [
            .. Box("udta", Hidden),
            .. Box("trak", Box("mdia",
            [
                .. Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. Text(handler), .. Hidden]),
                .. Box("minf", Box("stbl",
                [
                    .. Box("stsd", [0, 0, 0, 0, 0, 0, 0, 1, .. Box(coded, [.. new byte[28], .. esds])]),
                    .. Box("stsc", [0, 0, 0, 0, .. Big(1), .. Big(1), .. Big((uint)(fragmented ? 0 : 50)), .. Big(1)]),
                    .. Box("stsz", [0, 0, 0, 0, .. Big(0), .. Big(fragmented ? 0 : sizes), .. fragmented ? []
                        : Enumerable.Range(0, (int)Math.Min(sizes, 50)).SelectMany(_ => Big(4))]),
                    .. Box("stco", [0, 0, 0, 0, .. Big((uint)(fragmented ? 0 : 1)), .. fragmented ? [] : Big((uint)firstFrame)]),
                ])),
            ])),
        ]);
        var movie = Movie(0);
        if (!fragmented)
        {
            return [.. type, .. Movie(type.Length + movie.Length + 8),
                .. Box("mdat", [.. AacFrames.SelectMany(frame => frame), .. Hidden])];
        }

        return [.. type, .. movie, .. Fragment(AacFrames[..20]), .. Fragment(AacFrames[20..])];
    }

    public static byte[] Box(string name, byte[] content) => [.. Big((uint)(content.Length + 8)), .. Text(name), .. content];

    private static byte[] Fragment(byte[][] frames)
    {
        byte[] Moof(uint offset) => Box("moof", Box("traf",
        [
            .. Box("tfhd", [0, 2, 0, 0, .. Big(1)]),
            .. Box("trun",
                [0, 0, 2, 1, .. Big((uint)frames.Length), .. Big(offset), .. frames.SelectMany(frame => Big((uint)frame.Length))]),
        ]));
        return [.. Moof((uint)Moof(0).Length + 8), .. Box("mdat", [.. frames.SelectMany(frame => frame)])];
    }

    private static byte[] Big(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
