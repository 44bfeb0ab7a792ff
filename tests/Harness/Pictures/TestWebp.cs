using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Harness.Pictures;

/// <summary>Builds WebP files from chunks; the coded points are one grey point each, as any browser draws it.</summary>
public static class TestWebp
{
    public static readonly byte[] Lossy = Chunk("VP8 ", Convert.FromBase64String("MAEAnQEqAQABAA7A/iWkAANwAAAAAA=="));

    public static readonly byte[] Lossless = Chunk("VP8L", Convert.FromBase64String("LwAAABAHEBERiIj+BwA="));

    public static readonly byte[] Alpha = Chunk("ALPH", Convert.FromBase64String("EQcQEf0PRET/AwAA"));

    /// <summary>A file of these chunks.</summary>
    public static byte[] Picture(params byte[][] chunks)
    {
        byte[] body = [.. Text("WEBP"), .. chunks.SelectMany(chunk => chunk)];
        return [.. Text("RIFF"), .. Little((uint)body.Length), .. body];
    }

    public static byte[] Extended(byte flags, int width = 1, int height = 1) =>
        Chunk("VP8X", [flags, 0, 0, 0, .. Little((uint)(width - 1))[..3], .. Little((uint)(height - 1))[..3]]);

    public static byte[] Chunk(string name, params byte[] content) =>
        [.. Text(name), .. Little((uint)content.Length), .. content, .. Zeros(content.Length % 2)];

    /// <summary>The chunks, as an independent reader sees them.</summary>
    public static List<(string Name, byte[] Content)> Chunks(byte[] file)
    {
        Assert.Equal(file.Length - 8, BitConverter.ToInt32(file, 4));
        var chunks = new List<(string, byte[])>();
        for (var at = 12; at < file.Length;)
        {
            var length = BitConverter.ToInt32(file, at + 4);
            chunks.Add((System.Text.Encoding.Latin1.GetString(file, at, 4), file[(at + 8)..(at + 8 + length)]));
            at += 8 + length + (length % 2);
        }

        return chunks;
    }
}
