using Participatory.Platform.Uploads;

namespace Participatory.Platform.Sounds;

/// <summary>What can be heard in a file with AAC: its frames, in their order.</summary>
/// <param name="Profile">The kind of AAC, 1 to 4 (ISO 14496-3, 1.5.1.1); phones write 2.</param>
/// <param name="RateIndex">Its place in the standard's table of sampling rates.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="Frames">At least one, none of them empty.</param>
internal sealed record AacSound(int Profile, int RateIndex, int Channels, IReadOnlyList<ReadOnlyMemory<byte>> Frames);

/// <summary>
/// Reads and writes AAC frames one after the other, each with seven bytes that say how to play it (ISO 13818-7, 6.2), and nothing else.
/// </summary>
internal static class Adts
{
    private const int HeaderBytes = 7;
    private const int MaxFrame = 8_191;
    private const int SamplesOfFrame = 1024;

    /// <summary>Sampling rates by their place in the table.</summary>
    public static readonly IReadOnlyList<int> Rates =
        [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000];

    /// <summary>The file begins with such a frame and goes on with another: some telephones record so.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) =>
        IsHeader(file) && Length(file) is var first && first < file.Length && IsHeader(file[first..]);

    /// <summary>The sound in <paramref name="file"/>, up to where it goes on otherwise.</summary>
    public static Sound Clean(ReadOnlyMemory<byte> file, Budget budget)
    {
        var head = file.Span;
        var sound = (Profile: (head[2] >> 6) + 1, Rate: (head[2] >> 2) & 15, Channels: ((head[2] & 1) << 2) | (head[3] >> 6));
        if (sound.Rate >= Rates.Count || sound.Channels is not (1 or 2))
        {
            throw Sound.CodedOtherwise();
        }

        List<ReadOnlyMemory<byte>> frames = [];
        for (var at = 0; IsHeader(file.Span[at..]); at += Length(file.Span[at..]))
        {
            budget.Part();
            var frame = file[at..];
            // A checksum may follow the header; one frame holds one block in all that telephones write.
            var header = (frame.Span[1] & 1) == 1 ? HeaderBytes : HeaderBytes + 2;
            Sound.Require(Length(frame.Span) > header && Length(frame.Span) <= frame.Length && (frame.Span[6] & 3) == 0);
            frames.Add(frame[header..Length(frame.Span)]);
        }

        return From(new AacSound(sound.Profile, sound.Rate, sound.Channels, frames));
    }

    // Twelve ones, and two zeros for the layer, which no MP3 has.
    private static bool IsHeader(ReadOnlySpan<byte> bytes) => bytes.Length >= HeaderBytes && bytes[0] == 0xFF && (bytes[1] & 0xF6) == 0xF0;

    private static int Length(ReadOnlySpan<byte> header) => Math.Max(1, ((header[3] & 3) << 11) | (header[4] << 3) | (header[5] >> 5));

    public static Sound From(AacSound sound)
    {
        var bytes = new byte[sound.Frames.Sum(frame => frame.Length + HeaderBytes)];
        var rest = bytes.AsSpan();
        foreach (var frame in sound.Frames)
        {
            var length = frame.Length + HeaderBytes;
            Sound.Require(length is > HeaderBytes and <= MaxFrame);
            ReadOnlySpan<byte> head =
            [
                0xFF, 0xF1,
                (byte)(((sound.Profile - 1) << 6) | (sound.RateIndex << 2) | (sound.Channels >> 2)),
                (byte)(((sound.Channels & 3) << 6) | (length >> 11)),
                (byte)(length >> 3),
                (byte)(((length & 7) << 5) | 0x1F),
                0xFC,
            ];
            head.CopyTo(rest);
            frame.Span.CopyTo(rest[HeaderBytes..]);
            rest = rest[length..];
        }

        var seconds = sound.Frames.Count * SamplesOfFrame / (double)Rates[sound.RateIndex];
        return new Sound("audio/aac", TimeSpan.FromSeconds(seconds), bytes);
    }
}
