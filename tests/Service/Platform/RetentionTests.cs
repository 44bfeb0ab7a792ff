using Microsoft.Extensions.Configuration;
using Participatory.Platform.Running;
using Participatory.Words.Holdings;

namespace Participatory.Tests.Service.Platform;

/// <summary>How long things are kept is a setting within bounds.</summary>
public sealed class RetentionTests
{
    [Fact]
    public void What_is_not_set_or_empty_is_as_it_was_thought_best()
    {
        var retention = Retention.Read(Settings(("Retention:Answers", "")));
        Assert.All(Period.All, period => Assert.Equal(period.Days, retention.DaysOf(period)));
        Assert.Equal(TimeSpan.FromDays(30), retention.Of(Period.Answers));
    }

    [Fact]
    public void What_is_set_counts()
    {
        var retention = Retention.Read(Settings(("Retention:Answers", "60"), ("Retention:signincodes", "2")));
        Assert.Equal((60, 2), (retention.DaysOf(Period.Answers), retention.DaysOf(Period.SignInCodes)));
    }

    [Theory]
    [InlineData("Retention:Answers", "0")]
    [InlineData("Retention:Answers", "401")]
    [InlineData("Retention:Answers", "-5")]
    [InlineData("Retention:Answers", "a month")]
    [InlineData("Retention:Everything", "5")]
    [InlineData("Retention:UnusedAccounts", "59")]
    public void What_cannot_be_stops_the_start_and_is_named(string name, string value) => Assert.Contains(
        name, Assert.Throws<InvalidOperationException>(() => Retention.Read(Settings((name, value)))).Message, StringComparison.Ordinal);

    private static IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build();
}
