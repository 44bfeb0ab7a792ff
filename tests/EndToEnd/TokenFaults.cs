using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Participatory.Tests.EndToEnd;

/// <summary>What can be wrong with an ID token.</summary>
public enum TokenFault
{
    WrongIssuer,
    WrongAudience,
    WrongNonce,
    NoNonce,
    Expired,
    NotYet,
    OtherKey,
    Unsigned,
    SecretAsKey,
    NoSubject,
}

/// <summary>Makes ID tokens wrong.</summary>
internal static class TokenFaults
{
    private static readonly RsaSecurityKey Other = new(RSA.Create(2048)) { KeyId = "of-the-provider" };

    public static void Spoil(JsonObject claims, TokenFault fault)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        switch (fault)
        {
            case TokenFault.WrongIssuer:
                claims["iss"] = "http://127.0.0.1:1/";
                break;
            case TokenFault.WrongAudience:
                claims["aud"] = "somebody-else";
                break;
            case TokenFault.WrongNonce:
                claims["nonce"] = "638000000000000000.bWFkZS11cA";
                break;
            case TokenFault.NoNonce:
                claims.Remove("nonce");
                break;
            case TokenFault.Expired:
                claims["exp"] = now - 120;
                break;
            case TokenFault.NotYet:
                claims["nbf"] = now + 600;
                break;
            case TokenFault.NoSubject:
                claims.Remove("sub");
                break;
            default:
                break;
        }
    }

    /// <summary>How its claims become a token; null is as the provider does it.</summary>
    public static Func<string, string>? Forge(TokenFault fault) => fault switch
    {
        TokenFault.OtherKey => claims => SignInProvider.Signed(claims, Other),
        TokenFault.SecretAsKey => claims => SignInProvider.Signed(
            claims, new SymmetricSecurityKey(Encoding.UTF8.GetBytes(SignInProvider.ClientSecret.PadRight(32))),
                SecurityAlgorithms.HmacSha256),
        TokenFault.Unsigned => claims => $"{Base64UrlEncoder.Encode("{\"alg\":\"none\"}")}.{Base64UrlEncoder.Encode(claims)}.",
        _ => null,
    };
}

/// <summary>A test for each of them.</summary>
public sealed class EveryTokenFaultAttribute : Xunit.v3.DataAttribute
{
    public override bool SupportsDiscoveryEnumeration() => true;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        System.Reflection.MethodInfo testMethod, Xunit.Sdk.DisposalTracker disposalTracker) =>
        new(Enum.GetValues<TokenFault>().Select(fault => (ITheoryDataRow)new TheoryDataRow<TokenFault>(fault)).ToList());
}
