namespace Participatory.Accountability.Voices;

/// <summary>What can be heard in a file with AAC: its frames, in their order.</summary>
/// <param name="Profile">The kind of AAC, 1 to 4 (ISO 14496-3, 1.5.1.1); phones write 2.</param>
/// <param name="RateIndex">Its place in the standard's table of sampling rates.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="Frames">At least one, none of them empty.</param>
internal sealed record AacSound(int Profile, int RateIndex, int Channels, IReadOnlyList<ReadOnlyMemory<byte>> Frames);

/// <summary>Writes AAC frames one after the other, each with seven bytes that say how to play it (ISO 13818-7, 6.2), and nothing else.</summary>
internal static class Adts
{
    private const int HeaderBytes = 7;
    private const int MaxFrame = 8_191;
    private const int SamplesOfFrame = 1024;

    /// <summary>Sampling rates by their place in the table.</summary>
    public static readonly IReadOnlyList<int> Rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000];

    public static Sound From(AacSound sound)
    {
        using var bytes = new MemoryStream();
        foreach (var frame in sound.Frames)
        {
            var length = frame.Length + HeaderBytes;
            Sound.Require(length is > HeaderBytes and <= MaxFrame);
            bytes.Write(
            [
                0xFF, 0xF1,
                (byte)(((sound.Profile - 1) << 6) | (sound.RateIndex << 2) | (sound.Channels >> 2)),
                (byte)(((sound.Channels & 3) << 6) | (length >> 11)),
                (byte)(length >> 3),
                (byte)(((length & 7) << 5) | 0x1F),
                0xFC,
            ]);
            bytes.Write(frame.Span);
        }

        var seconds = sound.Frames.Count * SamplesOfFrame / (double)Rates[sound.RateIndex];
        return new Sound("audio/aac", TimeSpan.FromSeconds(seconds), bytes.ToArray());
    }
}
