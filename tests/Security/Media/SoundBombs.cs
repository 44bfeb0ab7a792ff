using Participatory.Tests.Service.Accountability;
using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Security.Media;

/// <summary>Sound files of as many parts as fit.</summary>
internal static class SoundBombs
{
    /// <summary>Pages full of the same small packet, up to about so many bytes.</summary>
    public static byte[] Ogg(byte[] packet, int bytes)
    {
        var page = TestSound.Page(0, 2, [.. Enumerable.Repeat(packet, 255 / ((packet.Length / 255) + 1))]);
        using var file = new MemoryStream(bytes + 1_000);
        file.Write(TestSound.Page(2, 0, [TestSound.OpusHead]));
        file.Write(TestSound.Page(0, 1, [Text("OpusTags")]));
        while (file.Length + page.Length <= bytes)
        {
            file.Write(page);
        }

        return file.ToArray();
    }

    /// <summary>Blocks of a packet, each in <paramref name="groups"/> groups or in none.</summary>
    public static byte[] Webm(byte[] packet, int count, bool groups)
    {
        byte[] block = [0x81, 0, 0, 0x80, .. packet];
        byte[] inside = groups ? [0xA0, Size(block.Length + 2), 0xA1, Size(block.Length), .. block] : [0xA3, Size(block.Length), .. block];
        return
        [
            .. TestSound.Element([0x1A, 0x45, 0xDF, 0xA3], TestSound.Element([0x42, 0x82], Text("webm"))),
            0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. TestSound.Tracks(),
            0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            .. Repeat(inside, count),
        ];
    }

    /// <summary>Bare AAC in frames of so many bytes.</summary>
    public static byte[] Adts(int frame, int count) => Repeat(
        [0xFF, 0xF1, 0x4C, (byte)(0x40 | ((frame + 7) >> 11)), (byte)((frame + 7) >> 3), (byte)((((frame + 7) & 7) << 5) | 0x1F), 0xFC,
            .. new byte[frame]], count);

    public static byte[] Repeat(byte[] part, int count)
    {
        var all = new byte[part.Length * count];
        for (var i = 0; i < count; i++)
        {
            part.CopyTo(all, i * part.Length);
        }

        return all;
    }

    private static byte Size(int length) => (byte)(0x80 | length);
}
