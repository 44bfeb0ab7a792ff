using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using PublicHoliday;

namespace Participatory.Grants.Payments.Runs;

/// <summary>
/// The days on which banks pay: Monday to Friday but for bank holidays. Bacs rests on those of England and Wales, and a bank
/// of Scotland or Northern Ireland on its own as well. Days that are proclaimed once an administrator says on a page.
/// </summary>
/// <param name="Nation">Where the council's bank is.</param>
/// <param name="Proclaimed">Holidays that no calendar knows yet.</param>
internal sealed record BankDays(UKBankHoliday.UkCountries Nation, IReadOnlySet<DateOnly> Proclaimed)
{
    /// <summary>Those that neither weekends nor bank holidays nor these are.</summary>
    public static BankDays Without(DaysOff off) => new(
        off.Nation switch
        {
            People.V1.Nation.Wales => UKBankHoliday.UkCountries.Wales,
            People.V1.Nation.Scotland => UKBankHoliday.UkCountries.Scotland,
            People.V1.Nation.NorthernIreland => UKBankHoliday.UkCountries.NorthernIreland,
            _ => UKBankHoliday.UkCountries.England,
        },
        off.Days.ToHashSet());

    /// <summary>As an administrator said it last; before that as the settings of the machine say.</summary>
    /// <param name="set">What the settings say.</param>
    public static async Task<BankDays> LoadNow(Session session, BankDays set) =>
        await KeepHolidays.LoadLastOrNull(session) is { } off ? Without(off) : set;

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
