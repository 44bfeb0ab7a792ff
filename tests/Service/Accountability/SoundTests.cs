using Participatory.Platform.Calls;
using Participatory.Platform.Sounds;
using Participatory.Platform.Uploads;
using Participatory.Tests.Harness;
using static Participatory.Tests.Harness.Pictures.TestBytes;

namespace Participatory.Tests.Service.Accountability;

public sealed class SoundTests
{
    public static TheoryData<string> Heard => [.. HostileSounds.Cleaned.Keys];

    public static TheoryData<string> Unheard => [.. HostileSounds.Refused.Keys];

    private static Budget Whole => new(Sound.MaxBytes, Sound.Broken);

    [Theory, MemberData(nameof(Heard))]
    public void What_stands_beside_the_sound_is_left_behind(string name)
    {
        var (file, mediaType, seconds) = HostileSounds.Cleaned[name];
        var sound = Sound.Clean(file);

        Assert.Equal((mediaType, seconds), (sound.MediaType, Math.Round(sound.Length.TotalSeconds, 1)));
        Assert.False(Holds(sound.Bytes, Secret), name);
        Assert.False(Holds(sound.Bytes, "<html"), name);
        // What we made is read again as what it is, and comes out the same.
        Assert.Equal(sound.Bytes, Sound.Clean(sound.Bytes).Bytes);
    }

    [Theory, MemberData(nameof(Unheard))]
    public void A_file_that_is_not_right_gets_a_sentence_that_a_person_understands(string name)
    {
        var (file, reason) = HostileSounds.Refused[name];
        var refusal = Assert.Throws<Refusal>(() => Sound.Clean(file));

        Assert.Equal(reason, refusal.Reason.Code);
        Assert.Contains("Please", refusal.InEnglish("accountability"), StringComparison.Ordinal);
        Assert.EndsWith(".", refusal.InEnglish("accountability"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_packet_is_kept_in_its_order_whatever_box_it_came_in()
    {
        var fromWebm = Webm.Read(Sound.Clean(TestSound.Webm()).Bytes, Whole);
        var fromOgg = Webm.Read(Sound.Clean(TestSound.Ogg()).Bytes, Whole);

        Assert.Equal(TestSound.Packets, fromWebm.Packets.Select(packet => packet.ToArray()));
        Assert.Equal(TestSound.Packets, fromOgg.Packets.Select(packet => packet.ToArray()));
        Assert.Equal((1, 312), (fromOgg.Channels, fromOgg.PreSkip));
        foreach (var fragmented in (bool[])[false, true])
        {
            Assert.Equal(TestSound.AacFrames.SelectMany(frame => frame), Sound.Clean(TestSound.M4a(fragmented)).Bytes.Chunk(11)
                .SelectMany(frame => frame[7..]));
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_or_shorter_and_never_more_than_it_was()
    {
        foreach (var whole in (byte[][])[TestSound.Webm(known: true), TestSound.Webm(), TestSound.Ogg(), TestSound.Wav(), TestSound.Mp3(5),
            TestSound.M4a(), TestSound.M4a(fragmented: true)])
        {
            var most = Sound.Clean(whole).Bytes.Length;
            for (var length = 0; length < whole.Length; length += whole.Length > 4000 ? 97 : 1)
            {
                try
                {
                    Assert.True(Sound.Clean(whole.AsMemory(0, length)).Bytes.Length <= most);
                }
                catch (Refusal refusal)
                {
                    Assert.EndsWith(".", refusal.InEnglish("accountability"), StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void Bytes_that_are_changed_anywhere_never_do_harm()
    {
        var random = new Random(7);
        foreach (var whole in (byte[][])[TestSound.Webm(known: true), TestSound.Webm(), TestSound.Ogg(), TestSound.Mp3(5), TestSound.M4a(),
            TestSound.M4a(fragmented: true)])
        {
            for (var i = 0; i < 2_000; i++)
            {
                var changed = whole.ToArray();
                for (var j = 0; j <= random.Next(4); j++)
                {
                    changed[random.Next(changed.Length)] = (byte)random.Next(256);
                }

                // Whatever comes out is small; whatever does not is a refusal, and nothing else is thrown.
                var kept = 0;
                var failure = Record.Exception(() => kept = Sound.Clean(changed).Bytes.Length);
                Assert.True(failure is null or Refusal, failure?.ToString());
                Assert.True(kept < 64 * 1024);
            }
        }
    }
}
