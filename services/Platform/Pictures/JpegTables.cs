namespace Participatory.Platform.Pictures;

/// <summary>
/// The tables with which a JPEG is coded. One is written when something is drawn with it: tables that nothing uses, or that another one
/// takes the place of before anything does, are left behind.
/// </summary>
internal sealed class JpegTables
{
    private readonly List<Table> quantization = [];
    private readonly List<Table> huffman = [];
    private byte[]? restarts;

    public void TakeQuantization(ReadOnlySpan<byte> content)
    {
        Require(content.Length > 0);
        while (content.Length > 0)
        {
            var precision = content[0] >> 4;
            var length = 1 + (64 * (precision + 1));
            Require(precision <= 1 && (content[0] & 15) <= 3 && content.Length >= length);
            Add(quantization, content[0] & 15, content[..length]);
            content = content[length..];
        }
    }

    public void TakeHuffman(ReadOnlySpan<byte> content)
    {
        Require(content.Length > 0);
        while (content.Length > 0)
        {
            Require(content.Length >= 17 && content[0] >> 4 <= 1 && (content[0] & 15) <= 3);
            var symbols = 0;
            foreach (var count in content[1..17])
            {
                symbols += count;
            }

            Require(symbols <= 256 && content.Length >= 17 + symbols);
            Add(huffman, content[0], content[..(17 + symbols)]);
            content = content[(17 + symbols)..];
        }
    }

    public void TakeRestarts(ReadOnlySpan<byte> content) => restarts = content.ToArray();

    /// <summary>Writes those that components of the picture are drawn with and that are not written yet.</summary>
    public void WriteQuantization(Stream body, IEnumerable<byte> used) => Write(body, 0xDB, quantization, [.. used.Select(id => (int)id)]);

    /// <summary>Writes what a scan needs, by its head: the tables of its components, and how often it starts again.</summary>
    public void WriteForScan(Stream body, ReadOnlySpan<byte> scan, bool progressive)
    {
        HashSet<int> used = [];
        for (var i = 0; i < scan[0]; i++)
        {
            var ids = scan[2 + (2 * i)];
            // A progressive scan is of the first coefficient or of others, a baseline scan of all.
            if (!progressive || scan[^3] == 0)
            {
                used.Add(ids >> 4);
            }

            if (!progressive || scan[^2] > 0)
            {
                used.Add(0x10 | (ids & 15));
            }
        }

        Write(body, 0xC4, huffman, used);
        if (restarts is not null)
        {
            JpegHead.Segment(body, 0xDD, restarts);
            restarts = null;
        }
    }

    private static void Add(List<Table> tables, int id, ReadOnlySpan<byte> content)
    {
        tables.RemoveAll(table => table.Id == id);
        tables.Add(new Table(id, content.ToArray()));
    }

    private static void Write(Stream body, byte marker, List<Table> tables, HashSet<int> used)
    {
        var now = tables.FindAll(table => used.Contains(table.Id));
        if (now.Count > 0)
        {
            JpegHead.Segment(body, marker, [.. now.SelectMany(table => table.Content)]);
            tables.RemoveAll(table => used.Contains(table.Id));
        }
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw Picture.Broken();
        }
    }

    private readonly record struct Table(int Id, byte[] Content);
}
