using System.Globalization;
using PublicHoliday;

namespace Participatory.Grants.Payments.Runs;

/// <summary>
/// The days on which banks pay: Monday to Friday but for bank holidays. Bacs rests on those of England and Wales, and a bank
/// of Scotland or Northern Ireland on its own as well. A day that is proclaimed once stands in <c>Payer:BankHolidays</c>.
/// </summary>
/// <param name="Nation">Where the council's bank is.</param>
/// <param name="Proclaimed">Holidays that no calendar knows yet.</param>
internal sealed record BankDays(UKBankHoliday.UkCountries Nation, IReadOnlySet<DateOnly> Proclaimed)
{
    /// <summary>From the settings <c>Payer:Nation</c> and <c>Payer:BankHolidays</c>: ISO 8601 days with commas between them.</summary>
    /// <exception cref="InvalidOperationException">One of them is no day, or the nation none.</exception>
    public static BankDays Read(IConfiguration configuration) => new(
        configuration["Payer:Nation"] is not { Length: > 0 } name ? UKBankHoliday.UkCountries.England
            : Enum.TryParse<UKBankHoliday.UkCountries>(name, out var nation) && Enum.IsDefined(nation) ? nation
            : throw new InvalidOperationException(
                $"Payer:Nation is “{name}”; it can be {string.Join(", ", Enum.GetNames<UKBankHoliday.UkCountries>())}."),
        (configuration["Payer:BankHolidays"] ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day : throw new InvalidOperationException(
                    $"Payer:BankHolidays has “{text}”, which is no day. Please write days such as 2027-06-05, with commas between them."))
            .ToHashSet());

    public bool IsOne(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && !Proclaimed.Contains(day) && !Holidays(UKBankHoliday.UkCountries.England, day.Year).Contains(day)
            && !Holidays(Nation, day.Year).Contains(day);

    /// <summary>That day, or the first after it on which banks pay.</summary>
    public DateOnly From(DateOnly day) => IsOne(day) ? day : From(day.AddDays(1));

    /// <summary>The last one before that day.</summary>
    public DateOnly Before(DateOnly day) => IsOne(day.AddDays(-1)) ? day.AddDays(-1) : Before(day.AddDays(-1));

    /// <summary>The holidays of a year, on the days on which they are kept.</summary>
    internal static IEnumerable<DateOnly> Holidays(UKBankHoliday.UkCountries nation, int year) =>
        new UKBankHoliday { UkCountry = nation }.PublicHolidays(year).Select(DateOnly.FromDateTime);
}
