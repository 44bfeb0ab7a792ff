using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Participatory.Access.V1;

namespace Participatory.Platform.Identity;

/// <summary>What a gateway shows where it calls for somebody who is not signed in yet: "authorization: Gateway SECRET".</summary>
/// <param name="secret">The setting <c>Gateway:Secret</c>.</param>
public sealed class GatewaySecret(string secret)
{
    /// <summary>What stands before the secret in the header.</summary>
    public const string Scheme = "Gateway ";

    /// <summary>Who calls then: one of our own processes, and nobody of the people.</summary>
    public static readonly Caller Gateway = new("gateway", "", new HashSet<Role> { Role.Service }, new HashSet<string>());

    // As many characters as 128 bits have in hexadecimal digits.
    private const int MinLength = 32;

    private readonly byte[] hash = HashOf(secret);

    /// <summary>The header with which a gateway shows it.</summary>
    public string Header => Scheme + secret;

    /// <exception cref="InvalidOperationException">It is not set, or too short to be no guess.</exception>
    public static GatewaySecret Read(IConfiguration configuration) => configuration["Gateway:Secret"] is { Length: >= MinLength } secret
        ? new GatewaySecret(secret)
        : throw new InvalidOperationException(
            $"Please set Gateway:Secret to {MinLength} random characters or more, the same for People and every gateway, for example "
                + "with: openssl rand -hex 32");

    /// <summary>Compares without telling, by the time it takes, how much of it is right.</summary>
    public bool Fits(string shown) => CryptographicOperations.FixedTimeEquals(HashOf(shown), hash);

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
