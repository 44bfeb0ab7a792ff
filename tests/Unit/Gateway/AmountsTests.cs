using System.Globalization;
using Participatory.Words;

namespace Participatory.Tests.Unit.Gateway;

public sealed class AmountsTests
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    [Theory]
    [InlineData(400_000, "GBP", "£4,000")]
    [InlineData(1_250, "GBP", "£12.50")]
    [InlineData(5, "GBP", "£0.05")]
    [InlineData(0, "GBP", "£0")]
    [InlineData(-1_250, "GBP", "-£12.50")]
    [InlineData(123_456_789, "EUR", "€1,234,567.89")]
    [InlineData(400_000, "PLN", "PLN\u00a04,000")]
    [InlineData(4_000, "JPY", "JP¥4,000")]
    [InlineData(1_500, "KWD", "KWD\u00a01.500")]
    public void Money_is_written_as_people_write_it(long minor, string currency, string expected) =>
        Assert.Equal(expected, Amounts.Text(minor, currency, British));

    [Theory]
    [InlineData("4000", 400_000)]
    [InlineData("£4,000", 400_000)]
    [InlineData(" 4 000.50 ", 400_050)]
    [InlineData("GBP 12.5", 1_250)]
    [InlineData("0", 0)]
    public void What_a_person_types_is_read_as_an_amount(string typed, long expected)
    {
        Assert.True(Amounts.TryRead(typed, "GBP", British, out var minor));
        Assert.Equal(expected, minor);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("a few pounds")]
    [InlineData("12.505")]
    [InlineData("-5")]
    [InlineData("1e9")]
    [InlineData("99999999999999999999")]
    public void What_is_no_amount_is_not_read_as_one(string? typed) =>
        Assert.False(Amounts.TryRead(typed, "GBP", British, out _));

    [Fact]
    public void What_is_written_can_be_read_back()
    {
        foreach (var currency in new[] { "GBP", "PLN", "JPY", "KWD" })
        {
            Assert.True(Amounts.TryRead(Amounts.Text(1_234_567, currency, British), currency, British, out var minor));
            Assert.Equal(1_234_567, minor);
        }
    }
}
