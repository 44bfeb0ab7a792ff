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
    [InlineData(".50", 50)]
    [InlineData("4000.", 400_000)]
    [InlineData("1,234,567", 123_456_700)]
    [InlineData("1.234.567", 123_456_700)]
    [InlineData("1,234.56", 123_456)]
    [InlineData("1.234,56", 123_456)]
    [InlineData("1 234,56", 123_456)]
    [InlineData("\u00a04\u2009000\u202f000", 400_000_000)]
    [InlineData("\u200b\ufeff£\u00a012.50", 1_250)]
    [InlineData("\uff14\uff10\uff10", 40_000)]
    [InlineData("\u0664\u0660", 4_000)]
    public void What_a_person_types_is_read_as_an_amount(string typed, long expected) =>
        Assert.Equal(new AmountRead(expected), Amounts.Read(typed, "GBP", British));

    [Theory]
    [InlineData("12,50", 1_250, 125_000)]
    [InlineData("10,5", 1_050, 10_500)]
    [InlineData("4.000", 400, 400_000)]
    [InlineData("£0,5", 50, 500)]
    public void What_could_be_two_amounts_is_asked_back(string typed, long one, long other)
    {
        var read = Amounts.Read(typed, "GBP", British);
        Assert.Null(read.Minor);
        Assert.Equal([one, other], read.Readings);
    }

    [Theory]
    [InlineData("12,50", "de-DE", 1_250)]
    [InlineData("4.000", "de-DE", 400_000)]
    [InlineData("12,50", "pl-PL", 1_250)]
    public void Who_writes_a_comma_at_home_writes_one_here(string typed, string language, long expected) =>
        Assert.Equal(new AmountRead(expected), Amounts.Read(typed, "EUR", CultureInfo.GetCultureInfo(language)));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("a few pounds")]
    [InlineData("12.505")]
    [InlineData("1,2,3")]
    [InlineData("1 23")]
    [InlineData("12,34,567")]
    [InlineData("1,234.567")]
    [InlineData("1.2.3,4")]
    [InlineData(",")]
    [InlineData("-5")]
    [InlineData("1e9")]
    [InlineData("99999999999999999999")]
    [InlineData("0000000000000000000000000000000000001.5")]
    public void What_is_no_amount_is_not_read_as_one(string? typed) =>
        Assert.Equal(new AmountRead(null), Amounts.Read(typed, "GBP", British));

    [Fact]
    public void What_is_written_can_be_read_back()
    {
        foreach (var currency in new[] { "GBP", "PLN", "JPY", "KWD" })
        {
            Assert.Equal(new AmountRead(1_234_567), Amounts.Read(Amounts.Text(1_234_567, currency, British), currency, British));
            Assert.Equal(new AmountRead(1_234_500), Amounts.Read(Amounts.Field(1_234_500, currency, British), currency, British));
        }
    }
}
