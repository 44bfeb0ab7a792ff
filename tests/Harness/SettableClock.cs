namespace Participatory.Tests.Harness;

/// <summary>A clock that stands still until the test moves it, or moves a moment with each call where the test says so.</summary>
public sealed class SettableClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    /// <summary>How far it moves before each call, so that what comes later is later; at first not at all.</summary>
    public TimeSpan BetweenCalls { get; set; }

    /// <summary>What time it is.</summary>
    public DateTimeOffset Now => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
