using System.Buffers.Binary;
using Participatory.Platform.Calls;
using Participatory.Platform.Sounds;
using Participatory.Platform.Uploads;
using Participatory.Tests.Harness;
using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Service.Accountability;

/// <summary>
/// Voice notes built box by box as recorders of telephones and browsers write them, with all that those put beside the sound.
/// </summary>
public sealed class PhoneSoundTests
{
    private static readonly Dictionary<string, (byte[] File, string MediaType, double Seconds)> Taken = new(StringComparer.Ordinal)
    {
        ["the voice memos of an iPhone: the frames first, then a movie with the place where it was"] = (
            Memo("M4A ", Aac()), "audio/aac", 1.1),
        ["a telephone with Android, as M4A"] = (Memo("mp42", Aac(longLengths: false), extra: Box("meta", Hidden)), "audio/aac", 1.1),
        ["a telephone with Android, as 3GP with AAC"] = (Memo("3gp4", Aac()), "audio/aac", 1.1),
        ["a movie of QuickTime with its newer fields"] = (Memo("qt  ", QuickTime()), "audio/aac", 1.1),
        ["a telephone with Android, as bare AAC"] = ([.. Enumerable.Range(0, 50).SelectMany(Bare), .. Hidden], "audio/aac", 1.1),
        ["the recorder of Safari: fragments, from where each movie fragment begins"] = (
            Fragments(Aac(), TestSound.AacFrames), "audio/aac", 1.1),
        ["the recorder of Chrome and Safari with Opus in MP4"] = (Fragments(Opus(), TestSound.Packets), "audio/webm", 1.2),
        ["the recorder of Chrome: WebM of sizes that nobody knows"] = (TestSound.Webm(), "audio/webm", 1.2),
        ["the recorder of Safari since 18.4: WebM with sizes"] = (TestSound.Webm(known: true, tracks: SafariTrack()), "audio/webm", 1.2),
        ["the recorder of Firefox: Ogg"] = (TestSound.Ogg(), "audio/webm", 1.2),
    };

    private static readonly Dictionary<string, byte[]> NotTaken = new(StringComparer.Ordinal)
    {
        ["3GP with the codec of telephone calls"] = Memo("3gp4", Entry("samr", Box("damr", new byte[9]))),
        ["the codec of telephone calls alone"] = [.. Text("#!AMR\n"), .. Enumerable.Repeat((byte)0x3C, 640)],
        ["the lossless voice memos of an iPhone"] = Memo("M4A ", Entry("alac", Box("alac", new byte[28]))),
        ["voice memos of an iPhone in layers"] = Memo("qt  ", Aac(), tracks: 2),
        ["CAF"] = [.. Text("caff"), 0, 1, 0, 0, .. Text("desc"), .. new byte[200]],
        ["a film of a telephone"] = Memo("qt  ", Aac(), handler: "vide"),
    };

    public static TheoryData<string> Recorders => [.. Taken.Keys];

    public static TheoryData<string> Others => [.. NotTaken.Keys];

    private static Budget Whole => new(Sound.MaxBytes, Sound.Broken);

    [Theory, MemberData(nameof(Recorders))]
    public void What_telephones_and_browsers_record_is_taken_and_what_stands_beside_the_sound_is_left_behind(string recorder)
    {
        var (file, mediaType, seconds) = Taken[recorder];
        var sound = Sound.Clean(file);

        Assert.Equal((mediaType, seconds), (sound.MediaType, Math.Round(sound.Length.TotalSeconds, 1)));
        Assert.False(Holds(sound.Bytes, Secret), recorder);
        Assert.False(Holds(sound.Bytes, "+51.5000-000.1200/"), recorder);
        if (mediaType == "audio/webm")
        {
            Assert.Equal(TestSound.Packets, Webm.Read(sound.Bytes, Whole).Packets.Select(packet => packet.ToArray()));
        }
        else
        {
            Assert.Equal(TestSound.AacFrames.SelectMany(frame => frame), sound.Bytes.Chunk(11).SelectMany(frame => frame[7..]));
        }
    }

    [Theory, MemberData(nameof(Others))]
    public void What_no_browser_plays_is_refused_with_a_sentence_that_says_what_to_send_instead(string recorder)
    {
        var refusal = Assert.Throws<Refusal>(() => Sound.Clean(NotTaken[recorder]));

        Assert.Equal("VOICE_KIND_UNKNOWN", refusal.Reason.Code);
        Assert.Contains("Please", refusal.InEnglish("accountability"), StringComparison.Ordinal);
        Assert.True(refusal.InEnglish("accountability").Contains("MP3", StringComparison.Ordinal)
            || refusal.InEnglish("accountability").Contains("link", StringComparison.Ordinal), refusal.InEnglish("accountability"));
    }

    [Fact]
    public void Frames_of_another_track_are_no_sound()
    {
        var other = Fragment(3, [Hidden, Hidden], track: 2);
        var sound = Sound.Clean((byte[])[.. Fragments(Aac(), TestSound.AacFrames), .. other]);

        Assert.Equal(TestSound.AacFrames.SelectMany(frame => frame), sound.Bytes.Chunk(11).SelectMany(frame => frame[7..]));
    }

    /// <summary>A whole file: the frames, then the movie that says where they lie.</summary>
    private static byte[] Memo(string brand, byte[] entry, byte[]? extra = null, int tracks = 1, string handler = "soun")
    {
        byte[] type = Box("ftyp", [.. Text(brand), 0, 0, 0, 0, .. Text("M4A mp42isom"), 0, 0, 0, 0]);
        byte[] data = Box("mdat", [.. TestSound.AacFrames.SelectMany(frame => frame)]);
        var at = (uint)(type.Length + Box("wide", []).Length + 8);
        var frames = TestSound.AacFrames;
        byte[] track = Track(entry, handler,
        [
            .. Full("stts", [.. Big(1), .. Big((uint)frames.Length), .. Big(1024)]),
            .. Full("stsc", [.. Big(1), .. Big(1), .. Big((uint)frames.Length), .. Big(1)]),
            .. Full("stsz", [.. Big(0), .. Big((uint)frames.Length), .. frames.SelectMany(frame => Big((uint)frame.Length))]),
            .. Full("co64", [.. Big(1), .. Big(0), .. Big(at)]),
        ]);
        byte[] place = Box("\u00A9xyz", [0, 18, 0x15, 0xC7, .. Text("+51.5000-000.1200/")]);
        return
        [
            .. type, .. Box("wide", []), .. data,
            .. Box("moov", [.. Full("mvhd", new byte[96]), .. Enumerable.Repeat(track, tracks).SelectMany(one => one),
                .. Box("udta", [.. place, .. Box("date", Hidden)]), .. extra ?? []]),
            .. Box("free", Hidden),
        ];
    }

    /// <summary>A movie without a frame, then two fragments, each with what it says of them at the front.</summary>
    private static byte[] Fragments(byte[] entry, byte[][] frames)
    {
        byte[] empty = [.. Full("stts", Big(0)), .. Full("stsc", Big(0)), .. Full("stsz", [.. Big(0), .. Big(0)]), .. Full("stco", Big(0))];
        return
        [
            .. Box("ftyp", [.. Text("iso5"), 0, 0, 0, 1, .. Text("isomiso5hlsf")]),
            .. Box("moov",
            [
                .. Full("mvhd", new byte[96]), .. Track(entry, "soun", empty),
                .. Box("mvex", Full("trex", [.. Big(1), .. Big(1), .. Big(1024), .. Big(0), .. Big(0)])), .. Box("udta", Hidden),
            ]),
            .. Fragment(1, frames[..20]), .. Fragment(2, frames[20..]), .. Box("mfra", Hidden),
        ];
    }

    private static byte[] Fragment(uint number, byte[][] frames, uint track = 1)
    {
        byte[] Moof(uint offset) => Box("moof",
        [
            .. Full("mfhd", Big(number)),
            .. Box("traf",
            [
                // Counted from the fragment, with a normal length and flags of frames; every run has sizes of its own.
                .. Box("tfhd", [0, 2, 0, 0x28, .. Big(track), .. Big(1024), .. Big(0x02000000)]),
                .. Box("tfdt", [1, 0, 0, 0, .. Big(0), .. Big(number * 1024)]),
                .. Box("trun", [0, 0, 3, 1, .. Big((uint)frames.Length), .. Big(offset),
                    .. frames.SelectMany(frame => (byte[])[.. Big(1024), .. Big((uint)frame.Length)])]),
            ]),
        ]);
        return [.. Moof((uint)Moof(0).Length + 8), .. Box("mdat", [.. frames.SelectMany(frame => frame)])];
    }

    private static byte[] Track(byte[] entry, string handler, byte[] tables) => Box("trak",
    [
        .. Full("tkhd", [.. new byte[8], .. Big(1), .. new byte[68]]), .. Box("edts", Full("elst", [.. Big(1), .. new byte[12]])),
        .. Box("mdia",
        [
            .. Full("mdhd", new byte[20]),
            .. Full("hdlr", [0, 0, 0, 0, .. Text(handler), .. new byte[12], .. Text("Core Media Audio"), 0]),
            .. Box("minf",
            [
                .. Full("smhd", new byte[4]), .. Box("dinf", Full("dref", [.. Big(1), .. Full("url ", [])])),
                .. Box("stbl", [.. Full("stsd", [.. Big(1), .. entry]), .. tables]),
            ]),
        ]),
        .. Box("meta", Hidden),
    ]);

    /// <summary>The description of one channel of sixteen bits at 48 kHz, and what follows its fields.</summary>
    private static byte[] Entry(string coded, byte[] rest, byte version = 0) =>
        Box(coded, [0, 0, 0, 0, 0, 0, 0, 1, 0, version, 0, 0, 0, 0, 0, 0, 0, 1, 0, 16, 0, 0, 0, 0, 0xBB, 0x80, 0, 0, .. rest]);

    private static byte[] Aac(bool longLengths = true) => Entry("mp4a", [.. Esds(longLengths), .. Box("chan", new byte[16])]);

    /// <summary>Version 1 of the description has four numbers more, and the codec's header lies in a box of its own.</summary>
    private static byte[] QuickTime() =>
        Entry("mp4a",
        [.. new byte[16], .. Box(
        "wave", [.. Box("frma", Text("mp4a")), .. Box("mp4a", Big(0)), .. Esds(longLengths: true), .. Big(8), .. Big(0)])], version: 1);

    /// <summary>AAC, low complexity, 48 kHz, one channel. Apple writes every length in four bytes.</summary>
    private static byte[] Esds(bool longLengths)
    {
        byte[] Length(int length) => longLengths ? [0x80, 0x80, 0x80, (byte)length] : [(byte)length];
        byte[] config = [5, .. Length(2), 0x11, 0x88];
        byte[] decoder = [4, .. Length(13 + config.Length), 0x40, 0x14, 0, 0x18, 0, 0, 0, 0xFA, 0, 0, 0, 0xFA, 0, .. config];
        byte[] sync = [6, .. Length(1), 2];
        return Full("esds", [3, .. Length(3 + decoder.Length + sync.Length), 0, 0, 0, .. decoder, .. sync]);
    }

    private static byte[] Opus() => Entry("Opus", Box("dOps", [0, 1, 0x01, 0x38, 0, 0, 0xBB, 0x80, 0, 0, 0]));

    /// <summary>With delay, pre-roll, a name and the sound's rate beside the codec's header.</summary>
    private static byte[] SafariTrack() => TestSound.Element([0x16, 0x54, 0xAE, 0x6B], TestSound.Element([0xAE],
    [
        .. TestSound.Element([0xD7], [1]), .. TestSound.Element([0x73, 0xC5], [1]), .. TestSound.Element([0x83], [2]),
        .. TestSound.Element([0x86], Text("A_OPUS")),
        .. TestSound.Element([0x56, 0xAA], [0x63, 0x2E, 0xA0]), .. TestSound.Element([0x56, 0xBB], [4, 0xC4, 0xB4, 0]),
        .. TestSound.Element([0x53, 0x6E], Hidden),
        .. TestSound.Element([0xE1], [.. TestSound.Element([0xB5], [0x47, 0x3B, 0x80, 0]), .. TestSound.Element([0x9F], [1])]),
        .. TestSound.Element([0x63, 0xA2], TestSound.OpusHead),
    ]));

    /// <summary>A frame with the seven bytes before it: low complexity, 48 kHz, one channel.</summary>
    private static byte[] Bare(int index) => [0xFF, 0xF1, 0x4C, 0x40, 11 >> 3, ((11 & 7) << 5) | 0x1F, 0xFC, .. TestSound.AacFrames[index]];

    private static byte[] Full(string name, byte[] content) => Box(name, [0, 0, 0, 0, .. content]);

    private static byte[] Box(string name, byte[] content) => TestSound.Box(name, content);

    private static byte[] Big(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
