using Participatory.Tests.Harness;
using Participatory.Words;

namespace Participatory.Tests.Unit.Architecture;

public sealed class MoneyTests
{
    [Fact]
    public void One_table_says_how_many_digits_a_currency_has()
    {
        var tables = OurCode.Sources("*.cs", "services", "gateway")
            .Where(path => File.ReadAllText(path).Contains("\"BHD\"", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'));

        // The verifier shares no code with what it verifies.
        Assert.Equal(["services/Cli/Verify/PollTerms.cs", "services/Words/Amounts.cs"], tables.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1_250, "GBP", "12.5"), InlineData(120_000, "GBP", "1200"), InlineData(-5, "EUR", "-0.05")]
    [InlineData(1_250, "JPY", "1250"), InlineData(1_250, "KWD", "1.25")]
    public void A_file_has_amounts_in_whole_units(long minor, string currency, string plain) =>
        Assert.Equal(plain, Amounts.Plain(minor, currency));
}
