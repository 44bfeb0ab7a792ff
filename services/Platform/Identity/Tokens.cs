using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Participatory.Access.V1;

namespace Participatory.Platform.Identity;

/// <summary>
/// The short-lived signed identity that People issues and the services verify: a JWT signed with ES256 with the claims
/// sub, name, roles, areas, auth_time (OpenID Connect Core 1.0, 2), sid (OpenID Connect Front-Channel Logout 1.0, 3) and mailbox, a keyed
/// hash. It holds no e-mail address.
/// </summary>
public static class Tokens
{
    /// <summary>Who issues it.</summary>
    public const string Issuer = "participatory-people";

    /// <summary>Whom it is for.</summary>
    public const string Audience = "participatory";

    /// <summary>How long it is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const string AuthTime = "auth_time";

    private const string Mailbox = "mailbox";

    private const string SessionId = "sid";

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };

    /// <summary>
    /// Makes a token for <paramref name="caller"/>, good from <paramref name="now"/> and not beyond <paramref name="until"/>.
    /// </summary>
    public static string Issue(Caller caller, ECDsa key, DateTimeOffset now, DateTimeOffset? until = null) =>
        Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (until ?? now + Lifetime).UtcDateTime,
            Claims = ClaimsOf(caller),
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256),
        });

    private static Dictionary<string, object> ClaimsOf(Caller caller)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = caller.Subject,
            ["name"] = caller.ShownAs,
            ["roles"] = caller.Roles.Select(NameOf).ToArray(),
            ["areas"] = caller.Areas.ToArray(),
        };
        if (caller.ProvedAt is { } proved)
        {
            claims[AuthTime] = proved.ToUnixTimeSeconds();
        }

        if (caller.Mailbox.Length > 0)
        {
            claims[Mailbox] = caller.Mailbox;
        }

        if (caller.SessionId.Length > 0)
        {
            claims[SessionId] = caller.SessionId;
        }

        return claims;
    }

    /// <summary>What a token's holder may do, or null where the token is not one of ours or is too old.</summary>
    public static async Task<Caller?> Verify(string token, ECDsa key, TimeProvider clock)
    {
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKey = new ECDsaSecurityKey(key),
            LifetimeValidator = (from, until, _, _) => IsCurrent(from, until, clock.GetUtcNow().UtcDateTime),
        }).ConfigureAwait(false);
        return result.IsValid ? Read(result.ClaimsIdentity) : null;
    }

    // The clocks of two machines may differ by half a minute.
    private static bool IsCurrent(DateTime? from, DateTime? until, DateTime now) =>
        from is { } start && until is { } end
        && start - TimeSpan.FromSeconds(30) <= now && now < end + TimeSpan.FromSeconds(30);

    private static Caller? Read(ClaimsIdentity claims)
    {
        var subject = claims.FindFirst("sub")?.Value;
        return string.IsNullOrEmpty(subject) ? null : new Caller(
            subject,
            claims.FindFirst("name")?.Value ?? "",
            claims.FindAll("roles").Select(claim => RoleOf(claim.Value)).Where(role => role != Role.Unspecified).ToHashSet(),
            claims.FindAll("areas").Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal))
        {
            ProvedAt = long.TryParse(claims.FindFirst(AuthTime)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var proved)
                ? DateTimeOffset.FromUnixTimeSeconds(proved)
                : null,
            Mailbox = claims.FindFirst(Mailbox)?.Value ?? "",
            SessionId = claims.FindFirst(SessionId)?.Value ?? "",
        };
    }

    private static string NameOf(Role role) => role switch
    {
        Role.Officer => "officer",
        Role.Finance => "finance",
        Role.Service => "service",
        Role.Administrator => "administrator",
        Role.Connector => "connector",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Everybody has this role; it is not given."),
    };

    private static Role RoleOf(string name) => name switch
    {
        "officer" => Role.Officer,
        "finance" => Role.Finance,
        "service" => Role.Service,
        "administrator" => Role.Administrator,
        "connector" => Role.Connector,
        _ => Role.Unspecified,
    };
}
