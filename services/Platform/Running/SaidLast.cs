namespace Participatory.Platform.Running;

/// <summary>
/// What this process said last, so that it says nothing twice: only what has changed, and the same again after a while for whoever missed
/// it. Of several processes each says it once; whoever listens takes the latest.
/// </summary>
/// <typeparam name="T">A line of it, compared by value.</typeparam>
public sealed class SaidLast<T>
{
    /// <summary>What is not empty is said again after this.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(50);

    private IReadOnlyList<T> lines = [];
    private DateTimeOffset saidAt;

    /// <summary>Whether somebody has to hear it.</summary>
    public bool IsNews(IReadOnlyList<T> now, DateTimeOffset at) => !lines.SequenceEqual(now) || (now.Count > 0 && at - saidAt >= Again);

    /// <summary>It was said.</summary>
    public void Keep(IReadOnlyList<T> said, DateTimeOffset at) => (lines, saidAt) = (said, at);
}
