using System.Globalization;

namespace Participatory.Grants.Payments.Runs;

/// <summary>
/// The days on which banks of England and Wales pay: Monday to Friday but for bank holidays, by the Banking and Financial
/// Dealings Act 1971, schedule 1, and the proclamation that makes New Year's Day, early May and substitute days holidays
/// each year. A day that was proclaimed once stands in the setting <c>Payer:BankHolidays</c>.
/// </summary>
/// <param name="Proclaimed">Holidays of one year only.</param>
internal sealed record BankDays(IReadOnlySet<DateOnly> Proclaimed)
{
    /// <summary>From the setting <c>Payer:BankHolidays</c>: ISO 8601 days with commas between them.</summary>
    /// <exception cref="InvalidOperationException">One of them is no day.</exception>
    public static BankDays Read(IConfiguration configuration) => new((configuration["Payer:BankHolidays"] ?? "")
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : throw new InvalidOperationException($"Payer:BankHolidays has “{text}”, which is no day. Please write days such as 2027-06-05, with commas between them."))
        .ToHashSet());

    public bool IsOne(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Proclaimed.Contains(day) && !Holidays(day.Year).Contains(day);

    /// <summary>That day, or the first after it on which banks pay.</summary>
    public DateOnly From(DateOnly day) => IsOne(day) ? day : From(day.AddDays(1));

    /// <summary>The last one before that day.</summary>
    public DateOnly Before(DateOnly day) => IsOne(day.AddDays(-1)) ? day.AddDays(-1) : Before(day.AddDays(-1));

    /// <summary>The holidays of every year, on the day on which they are kept.</summary>
    internal static IEnumerable<DateOnly> Holidays(int year)
    {
        var easter = Easter(year);
        return
        [
            Monday(new DateOnly(year, 1, 1)),
            easter.AddDays(-2),
            easter.AddDays(1),
            Monday(new DateOnly(year, 5, 1), always: true),
            Monday(new DateOnly(year, 5, 25), always: true),
            Monday(new DateOnly(year, 8, 25), always: true),
            .. Christmas(year),
        ];
    }

    // 25 and 26 December; one of them that falls on a weekend is kept two days later.
    private static IEnumerable<DateOnly> Christmas(int year) => new[] { new DateOnly(year, 12, 25), new DateOnly(year, 12, 26) }
        .Select(day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? day.AddDays(2) : day);

    // The first Monday from that day on; where it is not always a Monday, only if the day is of a weekend.
    private static DateOnly Monday(DateOnly from, bool always = false) =>
        always || from.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? from.AddDays((8 - (int)from.DayOfWeek) % 7) : from;

    // Oudin's form of the Gregorian computus.
    private static DateOnly Easter(int year)
    {
        var century = year / 100;
        var golden = year % 19;
        var epact = (century - (century / 4) - (((8 * century) + 13) / 25) + (19 * golden) + 15) % 30;
        var moon = epact - (epact / 28 * (1 - (29 / (epact + 1) * ((21 - golden) / 11))));
        var weekday = (year + (year / 4) + moon + 2 - century + (century / 4)) % 7;
        return new DateOnly(year, 3, 28).AddDays(moon - weekday);
    }
}
