using System.Net;
using Participatory.Platform.Identity;

namespace Participatory.Tests.Unit.Calls;

public sealed class SourceTests
{
    [Theory]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64 2001:db8:1::/56 2001:db8:1::/48")]
    [InlineData("2001:db8:1:aabb::1", "2001:db8:1:aabb::/64 2001:db8:1:aa00::/56 2001:db8:1::/48")]
    [InlineData("fe80::1%2", "fe80::/64 fe80::/56 fe80::/48")]
    [InlineData("192.0.2.7", "192.0.2.7/32")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7/32")]
    public void An_address_is_counted_by_its_networks(string address, string networks) =>
        Assert.Equal(networks, string.Join(' ', Source.NetworksOf(IPAddress.Parse(address))));

    [Fact]
    public void A_wider_network_may_have_four_times_as_much() =>
        Assert.Equal([30, 120, 480], Enumerable.Range(0, 3).Select(place => Source.Most(30, place)));
}
