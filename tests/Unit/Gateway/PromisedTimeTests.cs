using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.My.Stories;
using Participatory.Words;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>What was promised about time is what the pages say.</summary>
public sealed class PromisedTimeTests
{
    private static readonly DateTimeOffset Paid = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "Whenever you like")]
    [InlineData(89, "Whenever you like")]
    [InlineData(90, "We would love to hear")]
    public void Nobody_is_asked_how_it_went_before_the_day_that_was_promised(int daysAfterPayment, string tag)
    {
        var say = new Say(TimeZoneInfo.Utc, new StandingClock(Paid.AddDays(daysAfterPayment)));
        var report = new Report { State = ReportState.Requested, HopeTime = Timestamp.FromDateTimeOffset(Paid.AddDays(90)) };
        using var english = Language.English();
        Assert.Equal(tag, IndexModel.StateName(report, say));
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
