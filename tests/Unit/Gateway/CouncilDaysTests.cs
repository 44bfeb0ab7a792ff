using Participatory.Tests.Harness;
using Participatory.Words;

namespace Participatory.Tests.Unit.Gateway;

public sealed class CouncilDaysTests
{
    [Theory]
    [InlineData("Europe/London", "2026-06-30T22:59:59Z", "2026-06-30")]
    [InlineData("Europe/London", "2026-06-30T23:00:00Z", "2026-07-01")]
    [InlineData("Europe/London", "2026-12-31T23:59:59Z", "2026-12-31")]
    [InlineData("Pacific/Kiritimati", "2026-06-30T10:00:00Z", "2026-07-01")]
    [InlineData("America/Los_Angeles", "2026-07-01T06:59:59Z", "2026-06-30")]
    public void Today_is_the_day_of_the_council(string zone, string now, string today) =>
        Assert.Equal(DateOnly.Parse(today, null), Days(zone, now).Today);

    [Theory]
    // The nights on which the clock is put forward and back, and what comes before and after.
    [InlineData("Europe/London", "2026-03-28", "2026-03-28T00:00:00Z", "2026-03-29T00:00:00Z")]
    [InlineData("Europe/London", "2026-03-29", "2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z")]
    [InlineData("Europe/London", "2026-03-30", "2026-03-29T23:00:00Z", "2026-03-30T23:00:00Z")]
    [InlineData("Europe/London", "2026-10-25", "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z")]
    // There is no midnight.
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z")]
    // There are two.
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]
    [InlineData("America/Havana", "2026-10-31", "2026-10-31T04:00:00Z", "2026-11-01T04:00:00Z")]
    public void A_day_lasts_from_its_first_moment_to_its_last_also_when_the_clock_is_changed(
        string zone, string day, string begins, string ends)
    {
        var days = Days(zone, begins);
        var (first, over) = (DateTimeOffset.Parse(begins, null), DateTimeOffset.Parse(ends, null));

        Assert.Equal(first, days.Begin(DateOnly.Parse(day, null)).ToDateTimeOffset());
        Assert.Equal((over, over), (days.EndOfDay(first), days.EndOfDay(over.AddTicks(-1))));
        Assert.Equal((day, day), (CouncilDays.Field(days.DayOf(first)), CouncilDays.Field(days.DayOf(over.AddTicks(-1)))));
        Assert.NotEqual(day, CouncilDays.Field(days.DayOf(over)));
        Assert.NotEqual(day, CouncilDays.Field(days.DayOf(first.AddTicks(-1))));
    }

    [Theory, InlineData("Europe/London", "2026-10-25T00:30:00Z", 1), InlineData("Europe/London", "2026-10-25T01:30:00Z", 1)]
    [InlineData("Europe/London", "2026-06-30T23:30:00Z", 0), InlineData("Pacific/Kiritimati", "2026-06-30T10:00:00Z", 0)]
    public void The_hour_is_that_of_the_clock_on_the_town_hall(string zone, string now, int hour) =>
        Assert.Equal(hour, Days(zone, now).Hour);

    private static CouncilDays Days(string zone, string now) =>
        new(CouncilDays.Zone(zone), new SettableClock(DateTimeOffset.Parse(now, null)));
}
