using System.Buffers.Binary;
using System.Text;

namespace Participatory.Tests.Harness.Pictures;

/// <summary>What the pictures of the tests are made of.</summary>
public static class TestBytes
{
    /// <summary>What must never come out again: it stands wherever a file can hide something.</summary>
    public const string Secret = "51.5007N-<script>alert(1)</script>-MY-HOME";

    public static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Hidden => Text(Secret);

    public static byte[] Big(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Little(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] Zeros(int count) => new byte[count];

    /// <summary>The bytes hold the text somewhere.</summary>
    public static bool Holds(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Text(text)) >= 0;

    /// <summary>
    /// A colour profile with the tags that compute colours, and with a secret in its description, its maker and its header.
    /// </summary>
    public static byte[] Profile(string description = Secret)
    {
        var data = new List<(string Name, byte[] Content)>
        {
            ("desc", [.. Text("desc"), .. Zeros(4), .. Text(description)]),
            ("cprt", [.. Text("text"), .. Zeros(4), .. Text(description)]),
            ("wtpt", [.. Text("XYZ "), .. Zeros(4), .. Big(0xF6D6), .. Big(0x10000), .. Big(0xD32D)]),
            ("rXYZ", [.. Text("XYZ "), .. Zeros(4), .. Big(0x6FA2), .. Big(0x38F5), .. Big(0x0390)]),
            ("gXYZ", [.. Text("XYZ "), .. Zeros(4), .. Big(0x6299), .. Big(0xB785), .. Big(0x18DA)]),
            ("bXYZ", [.. Text("XYZ "), .. Zeros(4), .. Big(0x24A0), .. Big(0x0F84), .. Big(0xB6CF)]),
            ("rTRC", [.. Text("curv"), .. Zeros(4), .. Big(1), 2, 0x33, 0, 0]),
        };
        var directory = new List<byte>();
        var body = new List<byte>();
        var start = 128 + 4 + ((data.Count + 2) * 12);
        foreach (var (name, content) in data)
        {
            directory.AddRange([.. Text(name), .. Big((uint)(start + body.Count)), .. Big((uint)content.Length)]);
            body.AddRange([.. content, .. Zeros((4 - (content.Length % 4)) % 4)]);
        }

        // Green and blue share the curve of red.
        var curve = directory.GetRange(directory.Count - 8, 8);
        directory.AddRange([.. Text("gTRC"), .. curve, .. Text("bTRC"), .. curve]);
        var header = new byte[128];
        Big((uint)(start + body.Count)).CopyTo(header, 0);
        Text("HOME").CopyTo(header, 4);
        Text("\u0002\u0010\0\0").CopyTo(header, 8);
        Text("mntrRGB XYZ ").CopyTo(header, 12);
        Text("acsp").CopyTo(header, 36);
        Text("HOMEHOME").CopyTo(header, 48);
        Text("HOME").CopyTo(header, 80);
        return [.. header, .. Big((uint)(data.Count + 2)), .. directory, .. body];
    }
}
