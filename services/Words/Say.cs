using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Participatory.Words;

/// <summary>Puts numbers, money and time into sentences, in the reader's language and the council's time zone.</summary>
public sealed class Say(TimeZoneInfo zone, TimeProvider clock)
{
    private static CultureInfo Reader => CultureInfo.CurrentCulture;

    public string Fill(string sentence, params object?[] values) => string.Format(Reader, sentence, [.. values.Select(Apart)]);

    /// <param name="forms">The forms of the sentence; see README.md.</param>
    /// <param name="number">Picks the form and fills {0}.</param>
    /// <param name="more">Fills {1} and so on.</param>
    public string Count(string forms, long number, params object?[] more) =>
        string.Format(Reader, Plurals.Form(forms, number, CultureInfo.CurrentUICulture), [Number(number), .. more.Select(Apart)]);

    public string Number(long number) => number.ToString("N0", Reader);

    public string Money(long minor, string currency) => Amounts.Text(minor, currency, Reader);

    /// <summary>A day as messages carry it (ISO 8601), as a person reads it; what is no day stays as it is.</summary>
    public string Day(string day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known)
        ? known.ToString(known.Year == Now.Year ? Time.DateThisYear : Time.DateOtherYear, Reader)
        : day;

    /// <returns>"July 2026".</returns>
    public string Month(DateOnly day) => day.ToString(Time.Month, Reader);

    /// <returns>"Friday 3 July", with its year where that is not this one.</returns>
    public string Date(Timestamp? instant) => instant is null ? "" : Date(instant.ToDateTimeOffset());

    /// <returns>"Friday 3 July", with its year where that is not this one.</returns>
    public string Date(DateTimeOffset instant)
    {
        var there = Local(instant);
        return there.ToString(there.Year == Now.Year ? Time.DateThisYear : Time.DateOtherYear, Reader);
    }

    /// <returns>"Friday 3 July 2026", for what is read in other years, too.</returns>
    public string DateWithYear(DateTimeOffset instant) => Local(instant).ToString(Time.DateOtherYear, Reader);

    /// <returns>"Friday 3 July at 5:00pm"; only the day for what begins with it.</returns>
    public string DateAndTime(Timestamp? instant) => instant is null ? "" : DateAndTime(instant.ToDateTimeOffset());

    /// <returns>"Friday 3 July at 5:00pm"; only the day for what begins with it.</returns>
    public string DateAndTime(DateTimeOffset instant) => Local(instant).TimeOfDay == TimeSpan.Zero
        ? Date(instant)
        : Fill(Time.DateAt, Date(instant), Clock(instant));

    /// <summary>Until when one can, for what is over at an instant.</summary>
    /// <returns>"11:59pm on Saturday 27 February" for what ends as Sunday begins; else the time of its end.</returns>
    public string Until(Timestamp? end) => end is null ? "" : Until(end.ToDateTimeOffset());

    /// <inheritdoc cref="Until(Timestamp)"/>
    public string Until(DateTimeOffset end)
    {
        var last = Local(end).TimeOfDay == TimeSpan.Zero ? end.AddMinutes(-1) : end;
        return Fill(Time.ClockOn, Clock(last), Date(last));
    }

    /// <summary>The last day on which one can, for what is over at an instant.</summary>
    /// <returns>"Saturday 27 February" for what ends as Sunday begins, with its year where that is not this one.</returns>
    public string LastDay(Timestamp? end) => end is null ? "" : LastDay(end.ToDateTimeOffset());

    /// <inheritdoc cref="LastDay(Timestamp)"/>
    public string LastDay(DateTimeOffset end) => Date(LastInstant(end));

    /// <inheritdoc cref="LastDay(Timestamp)"/>
    public string LastDayWithYear(DateTimeOffset end) => DateWithYear(LastInstant(end));

    /// <summary>The council's day of an instant, as files hold it.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>The day after which it is over, as files hold it.</summary>
    public DateOnly LastDayOf(DateTimeOffset end) => DayOf(LastInstant(end));

    /// <returns>For a machine: "2026-07-03T16:00:00Z".</returns>
    public static string Machine(Timestamp instant) =>
        instant.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <returns>"3 days", "5 hours", "less than an hour"; empty for what has passed.</returns>
    public string TimeLeft(Timestamp? until) => until is null ? "" : TimeLeft(until.ToDateTimeOffset() - clock.GetUtcNow());

    public string TimeLeft(TimeSpan left) => left switch
    {
        { Ticks: <= 0 } => "",
        { TotalDays: >= 1 } => Count(Time.Days, (long)left.TotalDays),
        { TotalHours: >= 1 } => Count(Time.Hours, (long)left.TotalHours),
        _ => Time.LessThanAnHour,
    };

    public bool HasPassed(Timestamp instant) => instant.ToDateTimeOffset() <= clock.GetUtcNow();

    // Words that run from right to left, or hold signs that turn the direction, stand apart from the sentence around them
    // (Unicode's first strong isolate): else they would turn it, too. An end of an isolate among them would end ours.
    internal static string Apart(string words) => words.Any(Turns)
        ? $"\u2068{string.Concat(words.Where(sign => sign is < '\u2066' or > '\u2069'))}\u2069"
        : words;

    private static object? Apart(object? value) => value is string words ? Apart(words) : value;

    private static bool Turns(char sign) => sign is (>= '\u0590' and <= '\u08FF') or (>= '\u202A' and <= '\u202E')
        or (>= '\u2066' and <= '\u2069') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC') or '\u200F';

    private string Clock(DateTimeOffset instant) => Local(instant).ToString(Time.Clock, Reader);

    private static DateTimeOffset LastInstant(DateTimeOffset end) => end.AddTicks(-1);

    private DateTimeOffset Now => Local(clock.GetUtcNow());

    private DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);
}
