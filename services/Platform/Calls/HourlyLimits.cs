using System.Threading.RateLimiting;

namespace Participatory.Platform.Calls;

/// <summary>
/// How often one person may do what everybody can read afterwards, as <c>per_hour</c> states it at a method. It is counted in this
/// process alone and forgotten with it: enough against a flood, and no list of who did what.
/// </summary>
public sealed class HourlyLimits : IDisposable
{
    private const int Segments = 12;

    private readonly PartitionedRateLimiter<(string Method, string Subject, int PerHour)> counts =
        PartitionedRateLimiter.Create<(string Method, string Subject, int PerHour), (string, string)>(call =>
            RateLimitPartition.GetSlidingWindowLimiter((call.Method, call.Subject), _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = call.PerHour,
                Window = TimeSpan.FromHours(1),
                SegmentsPerWindow = Segments,
            }));

    /// <summary>Counts one call more; false where the hour is full.</summary>
    public bool Take(string method, string subject, int perHour)
    {
        using var permit = counts.AttemptAcquire((method, subject, perHour));
        return permit.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => counts.Dispose();
}
