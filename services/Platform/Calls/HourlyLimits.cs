using System.Threading.RateLimiting;

namespace Participatory.Platform.Calls;

/// <summary>
/// How often one person may do what everybody can read afterwards, as <c>per_hour</c> states it at a method. It is counted in this
/// process alone and forgotten with it: enough against a flood, and no list of who did what.
/// </summary>
/// <param name="counts">False in a demonstration, where one account stands for the volunteers of a whole town.</param>
public sealed class HourlyLimits(bool counts) : IDisposable
{
    private const int Segments = 12;

    private readonly PartitionedRateLimiter<(string Method, string Subject, int PerHour)> taken =
        PartitionedRateLimiter.Create<(string Method, string Subject, int PerHour), (string, string)>(call =>
            RateLimitPartition.GetSlidingWindowLimiter((call.Method, call.Subject), _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = call.PerHour,
                Window = TimeSpan.FromHours(1),
                SegmentsPerWindow = Segments,
            }));

    /// <summary>There is room for one call more. Calls that are under way at this moment do not count yet.</summary>
    public bool HasRoom(string method, string subject, int perHour) =>
        !counts || taken.GetStatistics((method, subject, perHour))!.CurrentAvailablePermits > 0;

    /// <summary>Counts a call that went through; what was refused made nothing that anybody could read.</summary>
    public void Count(string method, string subject, int perHour) => taken.AttemptAcquire((method, subject, perHour)).Dispose();

    /// <inheritdoc/>
    public void Dispose() => taken.Dispose();
}
