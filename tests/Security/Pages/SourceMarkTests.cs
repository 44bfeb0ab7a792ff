using System.Net;
using Microsoft.AspNetCore.Http;
using Participatory.Gateway.Identity;
using Participatory.Gateway.Settings;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Security.Pages;

/// <summary>What is counted by source is counted by all gateways together, and leads to no address once its week is over.</summary>
public sealed class SourceMarkTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("participatory-sources-").FullName;
    private readonly SettableClock clock = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public void Gateways_that_share_a_folder_say_the_same_also_after_a_start()
    {
        var first = Of(Gateway(), "192.0.2.1");
        Assert.Matches("^[0-9a-f]{32}$", first);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Equal(first, Of(Gateway(), "192.0.2.1")));
        Assert.NotEqual(first, Of(Gateway(), "192.0.2.2"));
        var six = Of(Gateway(), "2001:db8:1:2::1").Split('.');
        Assert.Equal(3, six.Length);
        Assert.Equal(six[1..], Of(Gateway(), "2001:db8:1:3::1").Split('.')[1..]);
    }

    [Fact]
    public void A_hundred_addresses_of_one_64_are_one_source_and_none_is_named()
    {
        var gateway = Gateway();
        var mark = Assert.Single(
            Enumerable.Range(1, 100).Select(number => Of(gateway, $"2001:db8:1:2::{number:x}")).Distinct(StringComparer.Ordinal));
        Assert.Equal(3, mark.Split('.').Distinct(StringComparer.Ordinal).Count());
        Assert.NotEqual(mark.Split('.')[0], Of(gateway, "2001:db8:1:3::1").Split('.')[0]);
        Assert.Equal(Of(gateway, "192.0.2.7"), Of(gateway, "::ffff:192.0.2.7"));
        Assert.True(mark.Length <= 128, "The services read no more.");
    }

    [Fact]
    public void Each_week_has_a_key_of_its_own_and_the_one_before_is_gone()
    {
        var gateway = Gateway();
        var before = Of(gateway, "192.0.2.1");
        var file = Assert.Single(Directory.GetFiles(Path.Combine(data, "keys", "sources")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        clock.Advance(TimeSpan.FromDays(7));
        Assert.NotEqual(before, Of(gateway, "192.0.2.1"));
        Assert.NotEqual(file, Assert.Single(Directory.GetFiles(Path.Combine(data, "keys", "sources"))));
        Assert.Equal(Of(gateway, "192.0.2.1"), Of(Gateway(), "192.0.2.1"));
    }

    [Fact]
    public void A_gateway_whose_clock_is_late_leaves_the_key_of_the_new_week_alone()
    {
        clock.Advance(TimeSpan.FromDays(7));
        var newer = Of(Gateway(), "192.0.2.1");
        clock.Advance(TimeSpan.FromDays(-7));
        Assert.NotEqual(newer, Of(Gateway(), "192.0.2.1"));
        clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(newer, Of(Gateway(), "192.0.2.1"));
    }

    [Fact]
    public async Task Gateways_that_start_at_the_same_moment_make_one_key()
    {
        var marks = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Of(Gateway(), "192.0.2.1"))));
        Assert.Single(marks.Distinct(StringComparer.Ordinal));
    }

    private SourceMark Gateway() => new(
        new GatewaySettings
        {
            Data = data,
            CouncilNow = new CouncilNow(new Council()),
            Services = new ServiceAddresses(Nowhere, Nowhere, Nowhere, Nowhere, Nowhere),
        },
        clock);

    private static Uri Nowhere => new("http://127.0.0.1:1");

    private static string Of(SourceMark gateway, string address)
    {
        var visit = new DefaultHttpContext();
        visit.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return gateway.Of(visit);
    }
}
