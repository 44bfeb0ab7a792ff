using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Participatory.Words;

/// <summary>Days of the calendar in the council's time zone, as a date field sends them.</summary>
public sealed class CouncilDays(TimeZoneInfo zone, TimeProvider clock)
{
    private const string FieldFormat = "yyyy-MM-dd";

    public DateOnly Today => DayOf(clock.GetUtcNow());

    /// <summary>The hour of the day, 0 to 23.</summary>
    public int Hour => TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).Hour;

    /// <summary>The council's time zone by its IANA name; London's where none is set.</summary>
    /// <exception cref="InvalidOperationException">This machine does not know it.</exception>
    public static TimeZoneInfo Zone(string? name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name is { Length: > 0 } ? name : "Europe/London", out var zone)
        ? zone
        : throw new InvalidOperationException(
            $"Council:TimeZone is {name}, which this machine does not know; it has to be a name such as Europe/London.");

    /// <summary>Reads what a date field holds, or a date typed by hand as "3/7/2026".</summary>
    /// <returns>Null where it is no date.</returns>
    public DateOnly? Read(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), FieldFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || DateOnly.TryParse(typed?.Trim(), CultureInfo.CurrentCulture, DateTimeStyles.None, out day) ? day : null;

    /// <summary>What a date field wants.</summary>
    public static string Field(DateOnly day) => day.ToString(FieldFormat, CultureInfo.InvariantCulture);

    /// <summary>The day of an instant, where the council is.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The instant at which the day of another one is over: what may be done "until Friday" may be done all Friday.</summary>
    public DateTimeOffset EndOfDay(DateTimeOffset instant) =>
        Begin(DayOf(instant).AddDays(1)).ToDateTimeOffset();

    /// <summary>The instant at which a day begins where the council is.</summary>
    public Timestamp Begin(DateOnly day) => Timestamp.FromDateTimeOffset(At(day, hour: 0));

    /// <summary>
    /// The instant at which clocks where the council is say a full hour of a day: also on the days on which they are changed, when it is
    /// not so many hours after the day began.
    /// </summary>
    public DateTimeOffset At(DateOnly day, int hour)
    {
        var wanted = day.ToDateTime(new TimeOnly(hour, 0), DateTimeKind.Unspecified);
        // Some zones skip midnight on one day of the year; that day begins when the clock has jumped.
        while (zone.IsInvalidTime(wanted))
        {
            wanted = wanted.AddMinutes(30);
        }

        // Where the clock is turned back there are two of them; the first counts.
        var offset = zone.IsAmbiguousTime(wanted) ? zone.GetAmbiguousTimeOffsets(wanted).Max() : zone.GetUtcOffset(wanted);
        return new DateTimeOffset(wanted, offset).ToUniversalTime();
    }
}
