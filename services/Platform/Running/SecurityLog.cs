using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Participatory.Platform.Running;

/// <summary>One line of the security log.</summary>
/// <param name="At">When; of what is counted, the minute in which it was.</param>
/// <param name="What">One of the names that eng/RUNNING.md lists.</param>
/// <param name="Who">The subject of whoever did it; empty where nobody is known.</param>
/// <param name="About">An id or names of the contract: never a word or an address of anybody.</param>
public sealed record SecurityNote(DateTimeOffset At, string What, string Who, string About, long Count);

/// <summary>
/// What somebody wants to know who looks for misuse: who came in, what was refused, who read what is secret. Lines of a category of their
/// own, which no log level hides. What anybody can bring about as often as they like is counted, and is a line each minute.
/// </summary>
public sealed class SecurityLog(TimeProvider clock, ILoggerFactory logs) : IDisposable
{
    /// <summary>The category of its lines.</summary>
    public const string Category = "Participatory.Security";

    /// <summary>What is refused.</summary>
    public const string Refused = "REFUSED";

    /// <summary>Somebody was given everything that a service holds of them.</summary>
    public const string OwnDataRead = "OWN_DATA_READ";

    /// <summary>How often each minute's counts are looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // Beyond these it is said that there was more, and not what.
    private const int MostCounted = 1_000;
    private const int MostNotTaken = 1_000;

    private readonly ILogger log = logs.CreateLogger(Category);
    private readonly ConcurrentDictionary<(DateTimeOffset Minute, string What, string Who, string About), long> counted = [];
    private readonly ConcurrentQueue<SecurityNote> notes = [];

    /// <summary>Something has happened, and is committed.</summary>
    public void Note(string what, string who = "", string about = "", long count = 1) =>
        Write(new SecurityNote(clock.GetUtcNow(), what, who, about, count));

    /// <summary>Something has happened that may happen often.</summary>
    public void Count(string what, string who = "", string about = "")
    {
        var now = clock.GetUtcNow();
        var minute = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        var key = counted.Count < MostCounted ? (minute, what, who, about) : (minute, what, "", "");
        counted.AddOrUpdate(key, 1, (_, before) => before + 1);
    }

    /// <summary>Writes the minutes that are over.</summary>
    public Task Tick(CancellationToken cancellation)
    {
        Flush(clock.GetUtcNow() - TimeSpan.FromMinutes(1));
        return Task.CompletedTask;
    }

    /// <summary>Every line since it was asked last, the thousand newest at most, for who shows them.</summary>
    public IReadOnlyList<SecurityNote> Take()
    {
        List<SecurityNote> taken = [];
        while (notes.TryDequeue(out var note))
        {
            taken.Add(note);
        }

        return taken;
    }

    /// <inheritdoc/>
    public void Dispose() => Flush(DateTimeOffset.MaxValue);

    private void Flush(DateTimeOffset until)
    {
        foreach (var key in counted.Keys.Where(key => key.Minute <= until).Order())
        {
            if (counted.TryRemove(key, out var count))
            {
                Write(new SecurityNote(key.Minute, key.What, key.Who, key.About, count));
            }
        }
    }

    private void Write(SecurityNote note)
    {
        log.LogInformation(
            "{What} {Who} {About} {Count} {At}", note.What, note.Who, note.About, note.Count,
            note.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        notes.Enqueue(note);
        if (notes.Count > MostNotTaken)
        {
            notes.TryDequeue(out _);
        }
    }
}
