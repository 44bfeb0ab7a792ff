using System.Globalization;

namespace Participatory.Grants.Awards;

/// <summary>A month as a group names it, such as "2027-03".</summary>
internal static class Month
{
    private const int MostAhead = 36;

    /// <summary>It is a month, this one or one of the next 36.</summary>
    public static bool IsAhead(string month, DateOnly today) =>
        DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && Number(first) - Number(today) is >= 0 and <= MostAhead;

    /// <summary>The last day of a month that <see cref="IsAhead"/> has let pass.</summary>
    public static DateOnly LastDay(string month) => DateOnly.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture).AddMonths(1)
        .AddDays(-1);

    private static int Number(DateOnly day) => (day.Year * 12) + day.Month;
}
