using System.Runtime.InteropServices;
using Participatory.Platform.Calls;

namespace Participatory.Platform.Uploads;

/// <summary>
/// What one file may cost us, whatever is in it: so many parts in the whole file, none of them twice, and hardly more kept than was
/// sent. All that reads pictures and sound counts here, so that no way of nesting or repeating has a limit of its own.
/// </summary>
/// <param name="fileBytes">How long the file is that came.</param>
/// <param name="broken">What is said to whoever sent a file that goes beyond.</param>
public sealed class Budget(int fileBytes, Func<Refusal> broken)
{
    /// <summary>
    /// Boxes, elements, chunks, segments, pages, packets and frames that are looked at, all together. Ten minutes of sound in pieces of
    /// twenty milliseconds, each in boxes of its own, have fewer.
    /// </summary>
    public const int MaxParts = 200_000;

    /// <summary>How much longer than what came the file may be that we keep: a few bytes stand before each frame.</summary>
    public const int MaxMore = 512 * 1024;

    /// <summary>How much memory it takes at most to look at a file of ten megabytes, with the file itself and the one we keep.</summary>
    public const long MaxMemory = 64L * 1024 * 1024;

    /// <summary>How long that takes at most, on one core of a small server.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    private readonly List<(long At, long Length)> taken = [];
    private long total;
    private int parts;

    /// <summary>One part more is looked at.</summary>
    /// <exception cref="Refusal">They are too many.</exception>
    public void Part()
    {
        if (++parts > MaxParts)
        {
            throw broken();
        }
    }

    /// <summary>One part more is looked at, and what lies in the file at that place will be kept.</summary>
    /// <exception cref="Refusal">They are too many, or together more than the file.</exception>
    public void Part(long at, long length)
    {
        Part();
        taken.Add((at, length));
        total += length;
        if (total > fileBytes)
        {
            throw broken();
        }
    }

    /// <summary>Nothing of the file has been taken twice.</summary>
    /// <exception cref="Refusal">Something has.</exception>
    public void CheckApart()
    {
        if (Overlap(taken))
        {
            throw broken();
        }
    }

    /// <summary>The file that is kept.</summary>
    /// <exception cref="Refusal">It is longer than what came by more than <see cref="MaxMore"/>.</exception>
    public byte[] Keep(byte[] file) => file.Length <= (long)fileBytes + MaxMore ? file : throw broken();

    /// <summary>Some two places have a byte in common. Puts them into their order.</summary>
    public static bool Overlap(List<(long At, long Length)> places)
    {
        places.Sort();
        var end = long.MinValue;
        foreach (var (at, length) in CollectionsMarshal.AsSpan(places))
        {
            if (at < end)
            {
                return true;
            }

            end = at + length;
        }

        return false;
    }
}
