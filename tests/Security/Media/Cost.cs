using System.Diagnostics;
using System.Globalization;
using Participatory.Platform.Calls;
using Participatory.Platform.Pictures;
using Participatory.Platform.Sounds;

namespace Participatory.Tests.Security.Media;

/// <summary>What it cost to look at one file at one of the two doors.</summary>
/// <param name="Kept">How long the file is that we would keep; 0 where it is refused.</param>
/// <param name="Reason">Why it is refused, or null.</param>
/// <param name="Allocated">All memory that was asked for meanwhile, which is never less than what was held at once.</param>
/// <param name="Took">Of the processor, whatever else it does meanwhile.</param>
internal sealed record Cost(int Kept, string? Reason, long Allocated, TimeSpan Took)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private const string Schedule = "/proc/thread-self/schedstat";

    public static Cost OfPicture(byte[] file) => Of(file, bytes => Picture.Clean(bytes).Bytes);

    public static Cost OfSound(byte[] file) => Of(file, bytes => Sound.Clean(bytes).Bytes);

    /// <summary>Whatever is in it: at most so much memory, so much time, and hardly more kept than was sent.</summary>
    public static Cost Bounded(byte[] file, Func<byte[], Cost> door, string name)
    {
        var cost = door(file);
        // The first time of all, code is still made; what is slow by itself is slow again.
        for (var again = 0; again < 4 && cost.Took > Second; again++)
        {
            cost = door(file);
        }

        Assert.True(cost.Kept <= file.Length + 512 * 1024, $"{name}: of {file.Length:N0} bytes {cost.Kept:N0} are kept.");
        Assert.True(cost.Allocated + file.Length <= 64L * 1024 * 1024,
            $"{name}: {file.Length:N0} bytes took {cost.Allocated:N0} bytes of memory.");
        Assert.True(cost.Took <= Second, $"{name}: {file.Length:N0} bytes took {cost.Took}.");
        return cost;
    }

    private static Cost Of(byte[] file, Func<byte[], byte[]> clean)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = OnProcessor();
        var (kept, reason) = (0, (string?)null);
        try
        {
            kept = clean(file).Length;
        }
        catch (Refusal refusal)
        {
            reason = refusal.Reason.Code;
        }

        return new Cost(kept, reason, GC.GetAllocatedBytesForCurrentThread() - before, OnProcessor() - start);
    }

    /// <summary>How long this thread has been on a processor; where the system does not tell, how long it has been.</summary>
    private static TimeSpan OnProcessor() => File.Exists(Schedule)
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Schedule).Split(' ')[0], CultureInfo.InvariantCulture) / 1_000)
        : Stopwatch.GetElapsedTime(0);
}
