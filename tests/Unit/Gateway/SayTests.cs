using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Participatory.Words;

namespace Participatory.Tests.Unit.Gateway;

public sealed class SayTests : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentCulture;
    private readonly Say say = new(
        TimeZoneInfo.FindSystemTimeZoneById("Europe/London"), new FixedClock(new DateTimeOffset(2026, 6, 30, 22, 30, 0, TimeSpan.Zero)));

    public SayTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");

    public void Dispose() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;

    [Fact]
    public void A_date_of_this_year_has_no_year() => Assert.Equal("Friday 3 July", say.Date(At(2026, 7, 3, 12)));

    [Fact]
    public void A_date_of_another_year_has_its_year() => Assert.Equal("Sunday 3 January 2027", say.Date(At(2027, 1, 3, 12)));

    [Fact]
    public void A_date_is_that_of_the_council_and_not_of_Greenwich() => Assert.Equal("Saturday 4 July", say.Date(At(2026, 7, 3, 23)));

    [Fact]
    public void A_time_is_that_of_the_council() => Assert.Equal("Friday 3 July at 5:00pm", say.DateAndTime(At(2026, 7, 3, 16)));

    [Fact]
    public void What_begins_with_a_day_begins_on_that_day() => Assert.Equal("Saturday 4 July", say.DateAndTime(At(2026, 7, 3, 23)));

    [Fact]
    public void What_ends_as_a_day_begins_can_be_done_until_the_last_minute_of_the_day_before()
    {
        var end = At(2027, 2, 28, 0);
        Assert.Equal("11:59pm on Saturday 27 February 2027", say.Until(end));
        Assert.Equal("Saturday 27 February 2027", say.LastDay(end));
        Assert.Equal("Saturday 27 February 2027", say.LastDayWithYear(end.ToDateTimeOffset()));
        Assert.Equal(new DateOnly(2027, 2, 27), say.LastDayOf(end.ToDateTimeOffset()));
    }

    [Fact]
    public void An_end_within_a_day_is_said_with_its_time() => Assert.Equal("5:00pm on Friday 3 July", say.Until(At(2026, 7, 3, 16)));

    [Fact]
    public void A_refusal_says_of_an_end_the_last_day()
    {
        var values = new Dictionary<string, string> { ["closes"] = "2027-02-28T00:00:00Z" };
        Assert.Contains("at 11:59pm on Saturday 27 February 2027",
            RefusalWords.Say("participatory.voting", "POLL_NOT_CLOSED", values, say)!, StringComparison.Ordinal);
        Assert.Contains("at 11:59pm on Saturday 27 February 2027",
            RefusalWords.Say("participatory.voting", "RESULT_NOT_DECLARED", values, say)!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3 * 24 * 60, "3 days")]
    [InlineData((2 * 24 * 60) - 1, "1 day")]
    [InlineData(5 * 60, "5 hours")]
    [InlineData(60, "1 hour")]
    [InlineData(59, "less than an hour")]
    [InlineData(0, "")]
    [InlineData(-10, "")]
    public void Time_left_is_said_in_the_largest_unit_that_is_not_too_much(int minutes, string expected) =>
        // A number and its unit stay on one line.
        Assert.Equal(expected, say.TimeLeft(TimeSpan.FromMinutes(minutes)).Replace('\u00A0', ' '));

    [Fact]
    public void No_date_is_no_words() => Assert.Equal(
        "", say.Date(null) + say.DateAndTime(null) + say.TimeLeft((Timestamp?)null) + say.Until(null) + say.LastDay(null));

    [Theory]
    [InlineData("en-GB", 1, "one")]
    [InlineData("en-GB", 0, "many")]
    [InlineData("cy-GB", 1, "many")]
    public void The_form_of_a_sentence_follows_the_number(string language, long number, string expected) =>
        Assert.Equal(expected, Plurals.Form("one | many", number, CultureInfo.GetCultureInfo(language)));

    [Fact]
    public void Welsh_has_six_forms() => Assert.Equal(
        ["zero", "one", "two", "few", "other", "many", "other"],
        new long[] { 0, 1, 2, 3, 4, 6, 7 }.Select(
            number => Plurals.Form("zero | one | two | few | many | other", number, CultureInfo.GetCultureInfo("cy-GB"))));

    private static Timestamp At(int year, int month, int day, int hour) =>
        Timestamp.FromDateTime(new DateTime(year, month, day, hour, 0, 0, DateTimeKind.Utc));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
