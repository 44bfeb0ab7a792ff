using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.People;

/// <summary>
/// Our own key, with which we show an OpenID provider who asks (private_key_jwt: OpenID Connect Core 1.0, section 9; RFC 7523). It never
/// leaves this process: what it signs is good for one question and two minutes.
/// </summary>
internal sealed class ClientKey
{
    public const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private const int SmallestRsa = 2048;

    /// <summary>What the successor of RFC 7523 calls a proof; it has the provider's own name as audience, and nothing else.</summary>
    private const string NewerKind = "client-authentication+jwt";

    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(2);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly SigningCredentials credentials;
    private readonly string? audience;

    private ClientKey(SigningCredentials credentials, string? audience) => (this.credentials, this.audience) = (credentials, audience);

    /// <param name="file">PEM: an RSA key of 2048 bits or more, or one on P-256, P-384 or P-521.</param>
    /// <exception cref="InvalidOperationException">It holds no such private key; the message says nothing of what it holds.</exception>
    public static ClientKey Load(string file, ProviderSettings settings)
    {
        string pem;
        try
        {
            pem = File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{settings.Section}:ClientKeyFile names {file}, which cannot be read.", failure);
        }

        var credentials = Rsa(pem) ?? Ec(pem) ?? throw new InvalidOperationException(
            $"{settings.Section}:ClientKeyFile names {file}, which is no PEM file with a private key: RSA of {SmallestRsa} bits or more, "
            + "or EC on P-256, P-384 or P-521.");
        credentials.Key.KeyId = settings.ClientKeyId is { Length: > 0 } id ? id : null;
        return new ClientKey(credentials, settings.ClientKeyAudience is { Length: > 0 } set ? set : null);
    }

    /// <summary>What proves to a provider, once, that it is us who ask.</summary>
    /// <param name="tokenEndpoint">For which it is good, where the settings name nothing else.</param>
    public string Assert(string clientId, string tokenEndpoint, DateTimeOffset now) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        SigningCredentials = credentials,
        TokenType = audience is null ? "JWT" : NewerKind,
        Claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [JwtRegisteredClaimNames.Iss] = clientId,
            [JwtRegisteredClaimNames.Sub] = clientId,
            [JwtRegisteredClaimNames.Aud] = audience ?? tokenEndpoint,
            [JwtRegisteredClaimNames.Jti] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            [JwtRegisteredClaimNames.Iat] = now.ToUnixTimeSeconds(),
            [JwtRegisteredClaimNames.Exp] = (now + GoodFor).ToUnixTimeSeconds(),
        },
    });

    private static SigningCredentials? Rsa(string pem)
    {
        var key = RSA.Create();
        return Holds(key, pem) && key.KeySize >= SmallestRsa
            ? new SigningCredentials(new RsaSecurityKey(key), SecurityAlgorithms.RsaSha256) : null;
    }

    private static SigningCredentials? Ec(string pem)
    {
        var key = ECDsa.Create();
        var algorithm = !Holds(key, pem) ? null : key.KeySize switch
        {
            256 => SecurityAlgorithms.EcdsaSha256,
            384 => SecurityAlgorithms.EcdsaSha384,
            521 => SecurityAlgorithms.EcdsaSha512,
            _ => null,
        };
        return algorithm is null ? null : new SigningCredentials(new ECDsaSecurityKey(key), algorithm);
    }

    /// <summary>There is a private key of this kind in it.</summary>
    private static bool Holds(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            return key.ExportPkcs8PrivateKey().Length > 0;
        }
        catch (Exception other) when (other is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
