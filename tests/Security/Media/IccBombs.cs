using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Security.Media;

/// <summary>Colour profiles whose tags lie upon each other, and with words behind what computes.</summary>
internal static class IccBombs
{
    private static readonly string[] Names =
    [
        "wtpt", "bkpt", "chad", "cicp", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "kTRC", "A2B0", "A2B1", "A2B2", "B2A0", "B2A1",
        "B2A2", "gamt",
    ];

    /// <summary>Each tag is the same curve and some bytes shorter than the one before, so that none are equal.</summary>
    public static byte[] Overlapping(int tags, int bytes)
    {
        var body = new byte[bytes];
        Text("curv").CopyTo(body, 0);
        return Of(body, [.. Enumerable.Range(0, tags).Select(tag => (Names[tag % Names.Length], 0, bytes - tag))]);
    }

    /// <summary>One tag for each of these, one behind the other.</summary>
    public static byte[] With(params (string Name, byte[] Content)[] tags)
    {
        List<(string, int, int)> places = [];
        List<byte> body = [];
        foreach (var (name, content) in tags)
        {
            places.Add((name, body.Count, content.Length));
            body.AddRange([.. content, .. Zeros((4 - (content.Length % 4)) % 4)]);
        }

        return Of([.. body], places);
    }

    /// <param name="body">What follows the directory.</param>
    /// <param name="tags">Where in it each tag is, and how long.</param>
    public static byte[] Of(byte[] body, IReadOnlyList<(string Name, int At, int Length)> tags)
    {
        var start = 128 + 4 + (tags.Count * 12);
        var header = new byte[128];
        Big((uint)(start + body.Length)).CopyTo(header, 0);
        Text("\u0002\u0010\0\0mntrRGB XYZ ").CopyTo(header, 8);
        Text("acsp").CopyTo(header, 36);
        return
        [
            .. header, .. Big((uint)tags.Count),
            .. tags.SelectMany(tag => (byte[])[.. Text(tag.Name), .. Big((uint)(start + tag.At)), .. Big((uint)tag.Length)]), .. body,
        ];
    }
}
