using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Participatory.Words.Holdings;

namespace Participatory.Platform.Running;

/// <summary>
/// How long this council keeps what has a <see cref="Period"/>: the settings <c>Retention:{name}</c>, in days. Whoever removes something
/// and the page that says when ask here.
/// </summary>
public sealed class Retention
{
    private readonly FrozenDictionary<Period, int> days;

    private Retention(IEnumerable<KeyValuePair<Period, int>> days) => this.days = days.ToFrozenDictionary();

    /// <summary>Where nothing is set.</summary>
    public static Retention Unset { get; } = new(Period.All.Select(period => KeyValuePair.Create(period, period.Days)));

    public int DaysOf(Period period) => days[period];

    public TimeSpan Of(Period period) => TimeSpan.FromDays(days[period]);

    /// <exception cref="InvalidOperationException">There is no such period, or it cannot be so long; the message names it.</exception>
    public static Retention Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Retention");
        if (section.GetChildren().FirstOrDefault(one => !Period.All.Any(period => Is(period, one.Key))) is { } unknown)
        {
            throw new InvalidOperationException(
                $"There is no {unknown.Path}; it has to be one of {string.Join(", ", Period.All.Select(period => period.Name))}.");
        }

        return new(Period.All.Select(period => KeyValuePair.Create(period, DaysIn(section, period))));
    }

    private static bool Is(Period period, string name) => period.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static int DaysIn(IConfigurationSection section, Period period) => section[period.Name] is not { Length: > 0 } text
        ? period.Days
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var set) && set >= period.Least && set <= period.Most
        ? set
        : throw new InvalidOperationException(
            $"Retention:{period.Name} is {text}; it has to be a number of days between {period.Least} and {period.Most}.");
}
