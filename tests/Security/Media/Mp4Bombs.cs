using Participatory.Tests.Service.Accountability;
using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Security.Media;

/// <summary>MP4 files whose tables name more than there is.</summary>
internal static class Mp4Bombs
{
    private static readonly byte[] Type = TestSound.Box("ftyp", [.. Text("M4A "), 0, 0, 0, 0]);

    /// <summary>Fragments of 66 bytes each, all naming frames of one size from the same place.</summary>
    public static byte[] Fragments(int fragments, uint frames, uint size, int padding)
    {
        var fragment = TestSound.Box("moof", TestSound.Box("traf",
        [
            .. TestSound.Box("tfhd", [0, 0, 0, 0x11, .. Big(1), 0, 0, 0, 0, .. Big(8), .. Big(size)]),
            .. TestSound.Box("trun", [0, 0, 0, 0, .. Big(frames)]),
        ]));
        return
        [
            .. Type, .. TestSound.Box("free", new byte[padding]), .. Movie([]),
            .. Enumerable.Repeat(fragment, fragments).SelectMany(one => one),
        ];
    }

    /// <summary>Chunks of one frame each, each so many bytes behind the last.</summary>
    public static byte[] Table(int chunks, uint size, int padding, uint step = 0)
    {
        byte[] tables =
        [
            .. TestSound.Box("stsc", [.. Big(0), .. Big(1), .. Big(1), .. Big(1), .. Big(1)]),
            .. TestSound.Box("stsz", [.. Big(0), .. Big(size), .. Big((uint)chunks)]),
            .. TestSound.Box("stco", [.. Big(0), .. Big((uint)chunks),
                .. Enumerable.Range(0, chunks).SelectMany(chunk => Big(40 + (uint)(chunk * step)))]),
        ];
        return [.. Type, .. TestSound.Box("free", new byte[padding]), .. Movie(tables)];
    }

    public static byte[] Movie(byte[] tables)
    {
        byte[] esds = TestSound.Box("esds",
        [
            0, 0, 0, 0, 3, 25, 0, 0, 0, 4, 17, 0x40, 0x15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 2, 0x14, 0x08, 6, 1, 2,
        ]);
        return TestSound.Box("moov", TestSound.Box("trak", TestSound.Box("mdia",
        [
            .. TestSound.Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. Text("soun"), .. new byte[12]]),
            .. TestSound.Box("minf", TestSound.Box("stbl",
            [
                .. TestSound.Box("stsd", [0, 0, 0, 0, 0, 0, 0, 1, .. TestSound.Box("mp4a", [.. new byte[28], .. esds])]), .. tables,
            ])),
        ])));
    }
}
