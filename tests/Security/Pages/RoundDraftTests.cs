using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Gateway.Settings;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Security.Pages;

/// <summary>A round that is half made lies with the gateway: sealed, for every officer, and for a while.</summary>
public sealed class RoundDraftTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("participatory-drafts-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_half_made_round_says_nothing_on_disk_and_goes_after_30_days()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var id = Guid.NewGuid().ToString();
        // What seals it looks at the clock on the wall as well, and that stands still enough.
        var clock = new SettableClock(DateTimeOffset.UtcNow);
        var drafts = new RoundDrafts(
            new GatewaySettings
            {
                Data = data,
                CouncilNow = new CouncilNow(new Council()),
                Services = new ServiceAddresses(Nowhere, Nowhere, Nowhere, Nowhere, Nowhere),
            },
            new EphemeralDataProtectionProvider(), clock);
        await drafts.Keep(id, new Dictionary<string, string> { ["Title"] = "Half a round" }, "Grace Bell", cancellation);

        var file = Assert.Single(Directory.GetFiles(Path.Combine(data, "round-drafts")));
        Assert.DoesNotContain(
            "Half a round", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, cancellation)), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal("Half a round", (await drafts.Find(id, cancellation))?.Answers["Title"]);
        Assert.Single(await drafts.All(cancellation));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await drafts.Find(id, cancellation));
        Assert.Empty(await drafts.All(cancellation));
    }

    private static Uri Nowhere => new("http://127.0.0.1:1");
}
