using System.Buffers.Binary;
using Participatory.Platform.Sounds;
using Participatory.Tests.Harness.Pictures;
using Participatory.Tests.Service.Accountability;
using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Security.Media;

/// <summary>Files that are right, changed here and there; where a format has checksums they are often made right again.</summary>
internal sealed class Mutations(int seed)
{
    private static readonly byte[][] Seeds =
    [
        .. HostilePictures.Cleaned.Values.Where(file => file.Length < 4_000),
        TestWebp.Picture(TestWebp.Extended(0x20), TestWebp.Chunk("ICCP", IccBombs.With(
            ("A2B0", [.. Text("mft1"), .. Zeros(4), 1, 1, 2, 0, .. Zeros(36), .. new byte[514]]),
            ("A2B1", [.. Text("mAB "), .. Zeros(4), 1, 1, 0, 0, .. Big(32), .. Big(0), .. Big(0), .. Big(0), .. Big(44),
                .. Text("curv"), .. Zeros(4), .. Big(0), .. Text("para"), .. Zeros(12)]))), TestWebp.Lossy),
        TestSound.Webm(packets: TestSound.Packets[..12]), TestSound.Webm(known: true, packets: TestSound.Packets[..12]), TestSound.Ogg(),
        TestSound.Mp3(4), TestSound.M4a(), TestSound.M4a(fragmented: true), Mp4Bombs.Table(9, 8, 400, step: 8),
        Mp4Bombs.Fragments(1, 4, 6, 100), SoundBombs.Adts(12, 9), SoundBombs.Webm([0x7B, 0x41, 4, 1, 2, 3, 4, 5], 9, groups: true),
        [.. TestSound.Wav()[..400]],
    ];

    private readonly Random random = new(seed);

    public byte[] Next()
    {
        var from = Seeds[random.Next(Seeds.Length)];
        var file = from.ToArray();
        for (var changes = 1 + random.Next(4); changes > 0 && file.Length > 16; changes--)
        {
            file = Changed(file);
        }

        return random.Next(4) > 0 ? WithChecksums(file) : file;
    }

    private byte[] Changed(byte[] file)
    {
        var at = random.Next(file.Length - 8);
        switch (random.Next(8))
        {
            case 0 or 1:
                file[at] = (byte)random.Next(256);
                return file;
            case 2:
                file[at] ^= (byte)(1 << random.Next(8));
                return file;
            case 3:
                // A number that is larger than anything.
                BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), random.Next(2) == 0 ? uint.MaxValue : (uint)random.Next());
                return file;
            case 4:
                BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), (uint)random.Next(300));
                return file;
            case 5:
                // Something twice.
                var twice = file[at..Math.Min(file.Length, at + random.Next(1, 200))];
                return [.. file[..at], .. twice, .. file[at..]];
            case 6:
                return [.. file[..at], .. file[Math.Min(file.Length, at + random.Next(1, 40))..]];
            default:
                var other = Seeds[random.Next(Seeds.Length)];
                return [.. file[..at], .. other[random.Next(other.Length)..]];
        }
    }

    private static byte[] WithChecksums(byte[] file)
    {
        if (file.AsSpan().StartsWith(TestPng.Signature))
        {
            for (var at = 8; at + 12 <= file.Length;)
            {
                var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
                if (length > file.Length - at - 12)
                {
                    break;
                }

                BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + (int)length), TestPng.Crc(file.AsSpan(at + 4, (int)length + 4)));
                at += (int)length + 12;
            }
        }
        else if (file.AsSpan().StartsWith("OggS"u8))
        {
            for (var at = 0; at + 27 <= file.Length && file.AsSpan(at).StartsWith("OggS"u8) && at + 27 + file[at + 26] <= file.Length;)
            {
                var length = 27 + file[at + 26];
                foreach (var piece in file.AsSpan(at + 27, file[at + 26]))
                {
                    length += piece;
                }

                var page = file.AsSpan(at, Math.Min(length, file.Length - at));
                BinaryPrimitives.WriteUInt32LittleEndian(page[22..], Ogg.Crc(page));
                at += page.Length;
            }
        }

        return file;
    }
}
