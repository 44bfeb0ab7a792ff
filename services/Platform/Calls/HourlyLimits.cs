using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Participatory.Platform.Calls;

/// <summary>
/// How often one person, or where nobody is signed in one connection, may do what everybody can read afterwards: as <c>per_hour</c> states
/// it at a method, or as the council sets it with <c>PerHour:{method}</c>. It is counted in this process alone and forgotten with it:
/// enough against a flood, and no list of who did what.
/// </summary>
/// <param name="counts">False in a demonstration, where one account stands for the volunteers of a whole town.</param>
/// <param name="set">What the council set, by the name of the method.</param>
public sealed class HourlyLimits(bool counts, TimeProvider? time = null, IReadOnlyDictionary<string, int>? set = null)
{
    /// <summary>The most that a council sets: somebody who does it every four seconds is a program.</summary>
    public const int MostSet = 1000;

    private const string Section = "PerHour";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How often the hours that are over are forgotten.</summary>
    public static readonly TimeSpan TidyEvery = TimeSpan.FromMinutes(10);

    private readonly TimeProvider clock = time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<(string Method, string Who), Queue<DateTimeOffset>> taken = [];

    /// <summary>What the council set, by the name of the method.</summary>
    /// <exception cref="InvalidOperationException">There is no such method, or it cannot be so many; the message names it.</exception>
    public static IReadOnlyDictionary<string, int> Read(IConfiguration configuration)
    {
        var known = Statement.OurServices.SelectMany(service => service.Methods).Where(method => Statement.PerHourOf(method) > 0)
            .Select(method => method.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        var set = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var one in configuration.GetSection(Section).GetChildren().Where(one => one.Value is { Length: > 0 }))
        {
            if (!known.Contains(one.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException($"There is no {one.Path}; it has to be one of {string.Join(", ", known)}.");
            }

            set[one.Key] = int.TryParse(one.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var many)
                && many is > 0 and <= MostSet ? many
                : throw new InvalidOperationException($"{one.Path} is {one.Value}; it has to be a number between 1 and {MostSet}.");
        }

        return set;
    }

    /// <summary>How many it may be: as the council set it, or as it is stated.</summary>
    /// <param name="method">By its full name, "/package.Service/Method".</param>
    public int MostOf(string method, int stated) =>
        stated > 0 && set is not null && set.TryGetValue(method[(method.LastIndexOf('/') + 1)..], out var many) ? many : stated;

    /// <summary>
    /// When there is room for one call more; null where there is at this moment. Calls that are under way do not count yet.
    /// </summary>
    public DateTimeOffset? FullUntil(string method, string who, int perHour)
    {
        if (!counts || !taken.TryGetValue((method, who), out var times))
        {
            return null;
        }

        lock (times)
        {
            Forget(times);
            return times.Count < perHour ? null : times.ElementAt(times.Count - perHour) + Hour;
        }
    }

    /// <summary>Counts a call that went through; what was refused made nothing that anybody could read.</summary>
    public void Count(string method, string who)
    {
        for (var counted = false; !counted;)
        {
            var times = taken.GetOrAdd((method, who), _ => new());
            lock (times)
            {
                // Tidied away at this moment, it would be counted where nobody looks.
                counted = taken.TryGetValue((method, who), out var kept) && ReferenceEquals(kept, times);
                if (counted)
                {
                    Forget(times);
                    times.Enqueue(clock.GetUtcNow());
                }
            }
        }
    }

    /// <summary>How many are counted at the moment, over or not.</summary>
    public int Counted => taken.Count;

    /// <summary>Forgets the hours that are over, of whoever has not come again.</summary>
    public Task Tick(CancellationToken cancellation)
    {
        foreach (var (key, times) in taken)
        {
            lock (times)
            {
                Forget(times);
                if (times.Count == 0)
                {
                    taken.TryRemove(KeyValuePair.Create(key, times));
                }
            }
        }

        return Task.CompletedTask;
    }

    private void Forget(Queue<DateTimeOffset> times)
    {
        var from = clock.GetUtcNow() - Hour;
        while (times.TryPeek(out var first) && first <= from)
        {
            times.Dequeue();
        }
    }
}
