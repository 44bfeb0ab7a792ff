using System.Net;
using System.Net.Sockets;
using Grpc.Core;

namespace Participatory.Platform.Identity;

/// <summary>
/// Where a call comes from, as far as anything is counted by it. Whoever has one IPv6 address has all of its /64, a customer often a /56
/// or a /48 (RFC 6177); so each of the three is counted, and a wider one may have more before it is too many.
/// </summary>
public static class Source
{
    /// <summary>
    /// The metadata in which the gateway says from where a call comes: keyed hashes, which it alone can make, of the networks of an address,
    /// the narrowest first, with dots between them.
    /// </summary>
    public const string Header = "participatory-source";

    /// <summary>How many times as much as the next narrower network a network may have.</summary>
    public const int WiderBy = 4;

    private static readonly int[] Prefixes = [64, 56, 48];

    /// <summary>From where a call comes, the narrowest first; one empty mark where the gateway did not say.</summary>
    public static string[] MarksIn(ServerCallContext context) =>
        context.RequestHeaders.GetValue(Header) is { Length: <= 128 } marks ? marks.Split('.', 3) : [""];

    /// <summary>
    /// The networks that <paramref name="address"/> is counted by, the narrowest first: three of an IPv6 address; an IPv4 address, also one
    /// written as IPv6, by itself.
    /// </summary>
    public static IReadOnlyList<IPNetwork> NetworksOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetwork
            ? [new IPNetwork(address, 32)]
            : [.. Prefixes.Select(prefix => new IPNetwork(Beginning(address.GetAddressBytes(), prefix), prefix))];
    }

    /// <summary>
    /// How many are too many for the network at <paramref name="place"/>, where it is <paramref name="most"/> for the first.
    /// </summary>
    public static int Most(int most, int place)
    {
        for (; place > 0; place--)
        {
            most *= WiderBy;
        }

        return most;
    }

    // All prefixes end with a byte; a scope id is left out with it.
    private static IPAddress Beginning(byte[] bytes, int prefix)
    {
        bytes.AsSpan(prefix / 8).Clear();
        return new IPAddress(bytes);
    }
}
