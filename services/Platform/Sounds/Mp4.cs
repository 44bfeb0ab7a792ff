using System.Buffers.Binary;
using System.Text;
using Participatory.Platform.Uploads;

namespace Participatory.Platform.Sounds;

/// <summary>
/// MP4 and M4A (ISO 14496-12) with AAC or Opus, whole or in fragments, as telephones and browsers write: boxes in boxes, of which only
/// the frames of one sound track are taken. Where it was recorded, what with, covers and titles are left behind.
/// </summary>
internal static class Mp4
{
    private static readonly HashSet<string> Parents = new(
        StringComparer.Ordinal) { "moov", "trak", "mdia", "minf", "stbl", "moof", "traf" };

    // Never added to.
    private static readonly List<Box> None = [];

    /// <summary>The file begins like an MP4.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.Length >= 12 && file[4..8].SequenceEqual("ftyp"u8);

    /// <summary>The sound in <paramref name="file"/>.</summary>
    public static Sound Clean(ReadOnlyMemory<byte> bytes, Budget budget)
    {
        var file = new Source(bytes, budget);
        var top = Boxes(file, 0, bytes.Length, "moov", "moof");
        var movie = top.Where(box => box.Name == "moov").ToList();
        Sound.Require(movie.Count == 1);
        var tracks = Within(file, movie[0], "trak").Select(track => (Track: track, Handler: Handler(file, track))).ToList();
        if (tracks.Exists(track => track.Handler == "vide"))
        {
            throw Sound.IsFilm();
        }

        var sounds = tracks.Where(track => track.Handler == "soun").ToList();
        Sound.Require(sounds.Count > 0);
        if (sounds.Count > 1)
        {
            // Some recorders keep what was recorded in layers.
            throw Sound.CodedOtherwise();
        }

        var table = Only(file, Only(file, Only(file, sounds[0].Track, "mdia"), "minf"), "stbl");
        var coded = Mp4Config.Read(bytes[Only(file, table, "stsd").Range].Span);
        var frames = Mp4Samples.InTable(bytes, budget, name => Find(file, table, name));
        foreach (var fragment in top.Where(box => box.Name == "moof"))
        {
            foreach (var run in Within(file, fragment, "traf").Where(run => IsOf(file, sounds[0].Track, run, tracks.Count)))
            {
                frames.AddRange(Mp4Samples.InFragment(
                    bytes, budget, fragment.At, name => Within(file, run, name).Select(box => bytes[box.Range]).ToList()));
            }
        }

        Sound.Require(frames.Count > 0);
        budget.CheckApart();
        return coded(frames);
    }

    /// <summary>A fragment says to which track its frames belong (ISO/IEC 14496-12, 8.3.2, 8.8.7); those of others are no sound.</summary>
    private static bool IsOf(Source file, Box track, Box run, int tracks)
    {
        var header = Find(file, track, "tkhd").Span;
        if (header.IsEmpty)
        {
            // Without a number of its own it has to be the only one.
            Sound.Require(tracks == 1);
            return true;
        }

        // Before it stand two dates, which version 1 writes with 64 bits.
        var at = header[0] == 1 ? 20 : 12;
        var fragment = file.Bytes[Only(file, run, "tfhd").Range].Span;
        Sound.Require(header.Length >= at + 4 && fragment.Length >= 8);
        return header.Slice(at, 4).SequenceEqual(fragment.Slice(4, 4));
    }

    private static string Handler(Source file, Box track)
    {
        var content = file.Bytes[Only(file, Only(file, track, "mdia"), "hdlr").Range].Span;
        Sound.Require(content.Length >= 12);
        return Encoding.Latin1.GetString(content[8..12]);
    }

    private static ReadOnlyMemory<byte> Find(Source file, Box parent, string name) =>
        Within(file, parent, name).Select(box => file.Bytes[box.Range]).FirstOrDefault();

    private static Box Only(Source file, Box parent, string name)
    {
        var found = Within(file, parent, name);
        Sound.Require(found.Count == 1);
        return found[0];
    }

    private static List<Box> Within(Source file, Box parent, string name)
    {
        Sound.Require(Parents.Contains(parent.Name));
        return Boxes(file, parent.Range.Start.Value, parent.Range.End.Value, name);
    }

    /// <summary>
    /// The boxes of these names; all others are counted and passed over. What is made for each box is all that a file of a hundred thousand
    /// empty ones costs, so nothing is made where there is none.
    /// </summary>
    private static List<Box> Boxes(Source file, int from, int to, params ReadOnlySpan<string> names)
    {
        var span = file.Bytes.Span;
        var boxes = None;
        for (var at = from; at < to;)
        {
            file.Budget.Part();
            Sound.Require(to - at >= 8);
            var (size, header) = ((long)BinaryPrimitives.ReadUInt32BigEndian(span[at..]), 8);
            if (size == 1)
            {
                Sound.Require(to - at >= 16);
                (size, header) = (BinaryPrimitives.ReadInt64BigEndian(span[(at + 8)..]), 16);
            }

            // 0 is up to the end.
            size = size == 0 ? to - at : size;
            Sound.Require(size >= header && size <= to - at);
            foreach (var name in names)
            {
                if (Ascii.Equals(span.Slice(at + 4, 4), name))
                {
                    boxes = boxes == None ? [] : boxes;
                    boxes.Add(new Box(name, at, (at + header)..(at + (int)size)));
                }
            }

            at += (int)size;
        }

        return boxes;
    }

    private readonly record struct Source(ReadOnlyMemory<byte> Bytes, Budget Budget);

    private readonly record struct Box(string Name, int At, Range Range);
}
