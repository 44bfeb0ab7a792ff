using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Words;

/// <summary>Days of the calendar in the council's time zone, as a date field sends them.</summary>
public sealed class CouncilDays(GatewaySettings settings, TimeProvider clock)
{
    private const string FieldFormat = "yyyy-MM-dd";

    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), settings.Council.TimeZone).DateTime);

    /// <summary>Reads what a date field holds, or a date typed by hand as "3/7/2026".</summary>
    /// <returns>Null where it is no date.</returns>
    public DateOnly? Read(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), FieldFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || DateOnly.TryParse(typed?.Trim(), CultureInfo.CurrentCulture, DateTimeStyles.None, out day) ? day : null;

    /// <summary>What a date field wants.</summary>
    public static string Field(DateOnly day) => day.ToString(FieldFormat, CultureInfo.InvariantCulture);

    /// <summary>The instant at which a day begins where the council is.</summary>
    public Timestamp Begin(DateOnly day)
    {
        var zone = settings.Council.TimeZone;
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        // Some zones skip midnight on one day of the year; that day begins when the clock has jumped.
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(30);
        }

        return Timestamp.FromDateTimeOffset(new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)));
    }
}
