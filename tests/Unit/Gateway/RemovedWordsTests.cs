using Google.Protobuf.WellKnownTypes;
using Participatory.Gateway.Pages.Council.Running;
using Participatory.Operations.V1;
using Participatory.Tests.Harness;
using Participatory.Words;
using Participatory.Words.Holdings;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>What went by itself, as officers read it.</summary>
public sealed class RemovedWordsTests
{
    private static readonly Timestamp July = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 7, 3, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Every_kind_that_a_service_notes_has_a_sentence_and_so_has_one_that_is_new()
    {
        using var english = Language.English();
        var say = new Say(TimeZoneInfo.Utc, new SettableClock(July.ToDateTimeOffset()));
        Assert.All(RemovalKinds.All, kind => Assert.DoesNotContain(kind, Of(kind), StringComparison.Ordinal));
        Assert.Equal("1,234 accounts that nobody used, the last on Friday 3 July", Of("UnusedAccounts"));
        Assert.Equal("Meteors: 1,234, the last on Friday 3 July", Of("Meteors"));

        string Of(string kind) => IndexModel.Of(say, new Removal { Kind = kind, Total = 1_234, LastTime = July });
    }

    [Fact]
    public void Everything_that_has_a_time_is_noted_when_it_goes_but_for_files() => Assert.Equal(
        ["RoundDrafts"], Period.All.Select(period => period.Name).Except(RemovalKinds.All));
}
