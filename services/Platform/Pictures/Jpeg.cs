using System.Buffers.Binary;
using Participatory.Platform.Uploads;

namespace Participatory.Platform.Pictures;

/// <summary>
/// JPEG (ITU-T T.81): a row of marked segments with the scans between them. What draws the picture is copied; of the
/// application segments four small facts survive, written anew: that it is JFIF, which way is up, the colour profile, and
/// how Adobe's programs coded the colours.
/// </summary>
internal static class Jpeg
{
    private const byte App0 = 0xE0;
    private const byte App15 = 0xEF;
    private const byte Comment = 0xFE;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <summary>Progressive pictures have about ten; a file of thousands keeps a reader busy for minutes.</summary>
    private const int MaxScans = 100;

    /// <summary>The file begins like a JPEG.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith<byte>([0xFF, 0xD8, 0xFF]);

    /// <summary>The picture in <paramref name="file"/>; what follows its end is left behind.</summary>
    public static Picture Clean(ReadOnlySpan<byte> file, Budget budget)
    {
        var head = new JpegHead();
        var frame = new JpegFrame();
        using var body = new MemoryStream(file.Length);
        var at = 2;
        while (true)
        {
            budget.Part();
            var marker = Marker(file, ref at);
            if (marker == EndOfImage)
            {
                frame.CheckWhole();
                var (width, height) = head.LiesOnItsSide ? (frame.Height, frame.Width) : (frame.Width, frame.Height);
                return new Picture("image/jpeg", width, height, Assemble(head, body));
            }

            var content = Content(file, ref at);
            if (marker is (>= App0 and <= App15) or Comment)
            {
                head.Take(marker, content);
                continue;
            }

            frame.Take(marker, content, body);
            if (marker == StartOfScan)
            {
                var start = at;
                at = EndOfScan(file, at, frame);
                // Between coded data and the next marker there may be any number of fill bytes.
                body.Write(file[start..at].TrimEnd((byte)0xFF));
            }
        }
    }

    /// <summary>The code of the marker at <paramref name="at"/>, and the place after it. Fill bytes before it are allowed.</summary>
    private static byte Marker(ReadOnlySpan<byte> file, ref int at)
    {
        if (at >= file.Length || file[at] != 0xFF)
        {
            throw Picture.Broken();
        }

        while (at < file.Length && file[at] == 0xFF)
        {
            at++;
        }

        return at < file.Length ? file[at++] : throw Picture.Broken();
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> file, ref int at)
    {
        if (file.Length - at < 2)
        {
            throw Picture.Broken();
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
        if (length < 2 || length > file.Length - at)
        {
            throw Picture.Broken();
        }

        var content = file[(at + 2)..(at + length)];
        at += length;
        return content;
    }

    /// <summary>Where the coded data of a scan ends: at the first marker that is neither stuffing nor a restart.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> file, int at, JpegFrame frame)
    {
        var start = at;
        while (true)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length)
            {
                throw Picture.Broken();
            }

            at += next;
            var code = file[at + 1];
            if (code is 0x00 or (>= 0xD0 and <= 0xD7))
            {
                at += 2;
            }
            else if (code == 0xFF)
            {
                at++;
            }
            else
            {
                frame.TakeScan(at - start, MaxScans);
                return at;
            }
        }
    }

    private static byte[] Assemble(JpegHead head, MemoryStream body)
    {
        var front = head.Write();
        var bytes = new byte[2 + front.Length + body.Length + 2];
        var rest = bytes.AsSpan();
        Append([0xFF, 0xD8], ref rest);
        Append(front, ref rest);
        Append(body.GetBuffer().AsSpan(0, (int)body.Length), ref rest);
        Append([0xFF, EndOfImage], ref rest);
        return bytes;
    }

    private static void Append(ReadOnlySpan<byte> part, ref Span<byte> rest)
    {
        part.CopyTo(rest);
        rest = rest[part.Length..];
    }
}
