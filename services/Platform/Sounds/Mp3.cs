using Participatory.Platform.Uploads;

namespace Participatory.Platform.Sounds;

/// <summary>
/// MP3 (ISO 11172-3, 13818-3, layer III): a row of frames. Tags before and behind them, with names and pictures, are left
/// behind, and so are the frame in which encoders tell about themselves and what lies in frames beside their sound.
/// </summary>
internal static class Mp3
{
    private const int FewestFrames = 3;

    private static readonly int[] Rates = [44_100, 48_000, 32_000];
    private static readonly int[] BitRates1 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] BitRates2 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    /// <summary>The file begins like an MP3: with a tag, or with a frame that another one follows.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) =>
        file.StartsWith("ID3"u8)
            || (Frame(file) is { Bytes: > 0 } first && first.Bytes < file.Length && Frame(file[first.Bytes..]).Bytes > 0);

    /// <summary>The sound in <paramref name="file"/>.</summary>
    public static Sound Clean(ReadOnlyMemory<byte> file, Budget budget)
    {
        var rest = file;
        while (rest.Span.StartsWith("ID3"u8))
        {
            budget.Part();
            var length = rest.Length >= 10 ? 10L + Syncsafe(rest.Span[6..10]) + ((rest.Span[5] & 0x10) != 0 ? 10 : 0) : long.MaxValue;
            Sound.Require(length <= rest.Length);
            rest = rest[(int)length..];
        }

        using var kept = new MemoryStream(rest.Length);
        var sound = new Mp3Frames();
        var (frames, seconds) = (0, 0.0);
        var kind = (Rate: 0, Samples: 0);
        for (var frame = Frame(rest.Span); frame.Bytes > 0 && frame.Bytes <= rest.Length; frame = Frame(rest.Span))
        {
            budget.Part();
            kind = kind.Rate == 0 ? (frame.Rate, frame.Samples) : kind;
            Sound.Require(kind == (frame.Rate, frame.Samples));
            var bytes = rest.Span[..frame.Bytes];
            if (kept.Length > 0 || !TellsAboutItsEncoder(bytes))
            {
                sound.Add(bytes, (int)kept.Length);
                kept.Write(bytes);
                frames++;
                seconds += frame.Samples / (double)frame.Rate;
            }

            rest = rest[frame.Bytes..];
        }

        Sound.Require(frames >= FewestFrames);
        var cleaned = kept.ToArray();
        sound.ClearRest(cleaned);
        return new Sound("audio/mpeg", TimeSpan.FromSeconds(seconds), cleaned);
    }

    private static bool TellsAboutItsEncoder(ReadOnlySpan<byte> frame) =>
        frame.Length > 44 && frame[..44].IndexOfAny("Xing"u8, "Info"u8, "VBRI"u8);

    private static bool IndexOfAny(
        this ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> one, ReadOnlySpan<byte> two, ReadOnlySpan<byte> three) =>
        bytes.IndexOf(one) >= 0 || bytes.IndexOf(two) >= 0 || bytes.IndexOf(three) >= 0;

    /// <summary>The frame at the beginning of <paramref name="at"/>; no bytes where there is none.</summary>
    private static (int Bytes, int Rate, int Samples) Frame(ReadOnlySpan<byte> at)
    {
        // Eleven ones, a version that exists, layer III.
        if (at.Length < 4 || at[0] != 0xFF || (at[1] & 0xE6) != 0xE2 || (at[1] & 0x18) == 0x08)
        {
            return default;
        }

        var version = (at[1] >> 3) & 3;
        var (bitRate, rate) = (at[2] >> 4, (at[2] >> 2) & 3);
        if (bitRate is 0 or 15 || rate == 3)
        {
            return default;
        }

        var perSecond = version == 3 ? Rates[rate] : version == 2 ? Rates[rate] / 2 : Rates[rate] / 4;
        var bits = (version == 3 ? BitRates1 : BitRates2)[bitRate - 1] * 1_000;
        var bytes = ((version == 3 ? 144 : 72) * bits / perSecond) + ((at[2] >> 1) & 1);
        return (bytes, perSecond, version == 3 ? 1152 : 576);
    }

    private static int Syncsafe(ReadOnlySpan<byte> four) =>
        ((four[0] & 0x7F) << 21) | ((four[1] & 0x7F) << 14) | ((four[2] & 0x7F) << 7) | (four[3] & 0x7F);
}
