using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Service.Accountability;

/// <summary>Sound files that mean harm, or are broken, or tell more than their owner knows.</summary>
internal static class HostileSounds
{
    private const string Broken = "VOICE_BROKEN";
    private const string Unknown = "VOICE_KIND_UNKNOWN";
    private const string TooLong = "VOICE_TOO_LARGE";

    /// <summary>Sounds that hide something: they are kept, and what they hide is not.</summary>
    public static readonly Dictionary<string, (byte[] File, string MediaType, double Seconds)> Cleaned = new(StringComparer.Ordinal)
    {
        ["webm as a browser writes it, with a title and tags"] = (TestSound.Webm(), "audio/webm", 1.2),
        ["webm with sizes"] = (TestSound.Webm(known: true), "audio/webm", 1.2),
        ["webm with an attachment"] = (
            TestSound.Webm(beside: TestSound.Element([0x19, 0x41, 0xA4, 0x69], [.. Text("<html>"), .. Hidden])), "audio/webm", 1.2),
        ["webm with a void"] = (TestSound.Webm(beside: TestSound.Element([0xEC], Hidden)), "audio/webm", 1.2),
        ["webm with chapters"] = (TestSound.Webm(beside: TestSound.Element([0x10, 0x43, 0xA7, 0x70], Hidden)), "audio/webm", 1.2),
        ["webm with a web page behind it"] = ([.. TestSound.Webm(known: true), .. Text("<html>"), .. Hidden], "audio/webm", 1.2),
        ["webm with a zip behind it"] = ([.. TestSound.Webm(known: true), .. Text("PK\u0003\u0004"), .. Hidden], "audio/webm", 1.2),
        ["ogg with comments"] = (TestSound.Ogg(), "audio/webm", 1.2),
        ["ogg with a web page behind it"] = (TestSound.Ogg(behind: [.. Text("<html>"), .. Hidden]), "audio/webm", 1.2),
        ["ogg with long comments"] = (TestSound.Ogg(tags: [.. Text("OpusTags"), .. new byte[1000], .. Hidden]), "audio/webm", 1.2),
        ["wav with a list of names"] = (TestSound.Wav(), "audio/wav", 1),
        ["wav with a place"] = (TestSound.Wav(before: TestSound.Chunk("bext", Hidden)), "audio/wav", 1),
        ["wav with a picture behind it"] = (TestSound.Wav(behind: TestSound.Chunk("id3 ", Hidden)), "audio/wav", 1),
        ["wav with a web page behind it"] = ([.. TestSound.Wav(), .. Text("<html>"), .. Hidden], "audio/wav", 1),
        ["mp3 with tags before and behind"] = (TestSound.Mp3(), "audio/mpeg", 2.6),
        ["mp3 with two tags before"] = (
            TestSound.Mp3(
                before: [.. Text("ID3"), 4, 0, 0, 0, 0, 0, (byte)Hidden.Length, .. Hidden, .. Text("ID3"), 3, 0, 0, 0, 0, 0,
                (byte)Hidden.Length, .. Hidden]), "audio/mpeg", 2.6),
        ["mp3 with a web page behind it"] = (TestSound.Mp3(behind: [.. Text("<html>"), .. Hidden]), "audio/mpeg", 2.6),
        ["mp3 with a zip behind it"] = (TestSound.Mp3(behind: [.. Text("PK\u0003\u0004"), .. Hidden]), "audio/mpeg", 2.6),
        ["mp3 without tags"] = (TestSound.Mp3(before: [], behind: []), "audio/mpeg", 2.6),
        ["m4a with a place and a title"] = (TestSound.M4a(), "audio/aac", 3.2),
        ["m4a in fragments"] = (TestSound.M4a(fragmented: true), "audio/aac", 3.2),
        ["m4a with a web page in a box"] = (
            [.. TestSound.M4a(), .. TestSound.Box("free", [.. Text("<html>"), .. Hidden])], "audio/aac", 3.2),
    };

    /// <summary>Files that are refused, with the reason.</summary>
    public static readonly Dictionary<string, (byte[] File, string Reason)> Refused = new(StringComparer.Ordinal)
    {
        ["nothing"] = ([], Unknown),
        ["a web page"] = (Text("<html><script>alert(1)</script></html>"), Unknown),
        ["a photo"] = (TestJpeg.Picture(), Unknown),
        ["a zip"] = ([.. Text("PK\u0003\u0004"), .. new byte[100]], Unknown),
        ["a program"] = ([.. Text("MZ"), .. new byte[100]], Unknown),
        ["zeros"] = (new byte[100_000], Unknown),
        ["a web page called a voice note"] = ([.. Text("<!doctype html>"), .. TestSound.Mp3()], Unknown),
        ["webm that ends after its header"] = (TestSound.Webm()[..40], Broken),
        ["webm without a track"] = (TestSound.Webm(tracks: []), Broken),
        ["webm with two tracks"] = (TestSound.Webm(tracks: [.. TestSound.Tracks(), .. TestSound.Tracks()]), Broken),
        ["webm with a film"] = (TestSound.Webm(tracks: TestSound.Tracks(kind: 1, codec: "V_VP9")), Unknown),
        ["webm with another codec"] = (TestSound.Webm(tracks: TestSound.Tracks(codec: "A_VORBIS")), Unknown),
        ["webm without packets"] = (TestSound.Webm(packets: []), Broken),
        ["webm with an empty packet"] = (TestSound.Webm(packets: [[]]), Broken),
        ["webm with a packet without frames"] = (TestSound.Webm(packets: [[0x7B, 0]]), Broken),
        ["webm with a packet of a second"] = (TestSound.Webm(packets: [[0x7B, 50, 1]]), Broken),
        ["webm with a header that is none"] = (TestSound.Webm(tracks: TestSound.Tracks(head: Hidden)), Broken),
        ["webm with six channels"] = (
            TestSound.Webm(tracks: TestSound.Tracks(head: [.. TestSound.OpusHead[..9], 6, .. TestSound.OpusHead[10..]])), Unknown),
        ["webm with an element larger than itself"] = ([.. TestSound.Webm(known: true)[..^4]], Broken),
        ["webm with an element of 2^56 bytes"] = ([0x1A, 0x45, 0xDF, 0xA3, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE], Broken),
        ["webm of eleven minutes"] = (TestSound.Webm(packets: [.. Enumerable.Repeat((byte[])[0x7B, 6, 1], 5_600)]), TooLong),
        ["ogg with another codec"] = ([.. TestSound.Page(2, 0, [Text("\u0001vorbis")])], Unknown),
        ["ogg with a wrong checksum"] = ([.. TestSound.Ogg()[..^1], 99], Broken),
        ["ogg of two streams"] = (
            [.. TestSound.Page(2, 0, [TestSound.OpusHead]), .. TestSound.Page(0, 0, [TestSound.OpusHead], serial: 8)], Broken),
        ["ogg without tags"] = ([.. TestSound.Page(2, 0, [TestSound.OpusHead]), .. TestSound.Page(4, 1, TestSound.Packets[..5])], Broken),
        ["ogg without packets"] = (TestSound.Ogg(packets: []), Broken),
        ["ogg cut in a page"] = (TestSound.Ogg()[..200], Broken),
        ["wav without samples"] = (TestSound.Wav(seconds: 0), Broken),
        ["wav with another codec"] = (TestSound.Wav(format: [0x55, 0, 1, 0, 0x40, 0x1F, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]), Unknown),
        ["wav with no channels"] = (TestSound.Wav(format: [1, 0, 0, 0, 0x40, 0x1F, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0]), Broken),
        ["wav with a rate of zero"] = (TestSound.Wav(format: [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 16, 0]), Broken),
        ["wav with a short format"] = (TestSound.Wav(format: [1, 0, 1, 0]), Broken),
        ["wav cut in its samples"] = (TestSound.Wav()[..1000], Broken),
        ["wav of eleven minutes"] = (TestSound.Wav(seconds: 660), TooLong),
        ["mp3 with a tag longer than itself"] = ([.. Text("ID3"), 4, 0, 0, 0x7F, 0x7F, 0x7F, 0x7F, .. Hidden], Broken),
        ["mp3 of two frames"] = (TestSound.Mp3(frames: 2), Broken),
        ["mp3 that is only a tag"] = (TestSound.Mp3(frames: 0)[..40], Broken),
        ["a web page in a tag"] = ([.. Text("ID3"), 4, 0, 0, 0, 0, 0, 10, .. Text("<html></html>"), .. Hidden], Broken),
        ["m4a with a film"] = (TestSound.M4a(handler: "vide"), Unknown),
        ["m4a without sound"] = (TestSound.M4a(handler: "text"), Broken),
        ["m4a with another codec"] = (TestSound.M4a(coded: "alac"), Unknown),
        ["m4a with mp3 in it"] = (TestSound.M4a(objectType: 0x6B), Unknown),
        ["m4a with six channels"] = (TestSound.M4a(config: [0x14, 0x30]), Unknown),
        ["m4a that names more frames than it has"] = (TestSound.M4a(sizes: 51), Broken),
        ["m4a that names four thousand million frames"] = (TestSound.M4a(sizes: uint.MaxValue), Broken),
        ["m4a without its movie"] = ([.. TestSound.Box("ftyp", [.. Text("M4A "), 0, 0, 0, 0]), .. TestSound.Box("mdat", Hidden)], Broken),
        ["a photo of a telephone"] = ([.. TestSound.Box("ftyp", [.. Text("heic"), 0, 0, 0, 0]), .. TestSound.Box("meta", Hidden)], Broken),
        ["m4a with a box larger than itself"] = ([.. TestSound.M4a()[..^3]], Broken),
        ["m4a with a box of no size"] = (
            [.. TestSound.Box("ftyp", [.. Text("M4A "), 0, 0, 0, 0]), 0, 0, 0, 1, .. Text("moov"), 0, 0, 0, 0, 0, 0, 0, 0], Broken),
    };
}
