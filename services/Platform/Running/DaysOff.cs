using System.Globalization;
using Microsoft.Extensions.Configuration;
using Participatory.People.V1;

namespace Participatory.Platform.Running;

/// <summary>On which days neither the council nor its bank works, beside weekends.</summary>
/// <param name="Nation">Where its bank is, for the holidays that the calendar knows.</param>
/// <param name="Days">Others, in their order and each once.</param>
public sealed record DaysOff(Nation Nation, IReadOnlyList<DateOnly> Days)
{
    private const string Shape = "yyyy-MM-dd";

    /// <summary>How far a day can be from our time: what is further is a slip of the hand.</summary>
    private static readonly (int From, int To) Years = (2000, 2099);

    /// <summary>
    /// What the settings <c>Payer:Nation</c> and <c>Payer:BankHolidays</c> say (ISO 8601 days with commas between them), until an
    /// administrator changes it on a page.
    /// </summary>
    /// <exception cref="InvalidOperationException">One of them is no day, or the nation none.</exception>
    public static DaysOff Read(IConfiguration configuration) => new(
        configuration["Payer:Nation"] is not { Length: > 0 } name ? Nation.England
            : Enum.TryParse<Nation>(name, out var nation) && nation != default && Enum.IsDefined(nation) ? nation
            : throw new InvalidOperationException(
                $"Payer:Nation is “{name}”; it can be {string.Join(", ", Enum.GetNames<Nation>()[1..])}."),
        InOrder((configuration["Payer:BankHolidays"] ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text => Day(text) ?? throw new InvalidOperationException(
                $"Payer:BankHolidays has “{text}”, which is no day. Please write days such as 2027-06-05, with commas between."))));

    /// <summary>Each once, in their order.</summary>
    public static IReadOnlyList<DateOnly> InOrder(IEnumerable<DateOnly> days) => [.. days.Distinct().Order()];

    /// <summary>A day in ISO 8601; null where it is none, or none of our time.</summary>
    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, Shape, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year >= Years.From && day.Year <= Years.To ? day : null;

    /// <summary>As messages and tables have it.</summary>
    public static string Text(DateOnly day) => day.ToString(Shape, CultureInfo.InvariantCulture);
}
