using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>A device that makes one passkey and shows it, as W3C Web Authentication has it; what it says wrongly, a test sets.</summary>
internal sealed class SoftDevice : IDisposable
{
    private const byte Present = 0x01, Verified = 0x04, WithCredential = 0x40;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The site that it stands before.</summary>
    public string Origin { get; set; } = "http://localhost:5080";

    public byte[] CredentialId { get; set; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Whose passkey it says that it is.</summary>
    public byte[] Owner { get; set; } = [];

    /// <summary>How often it was used, as it says.</summary>
    public uint Count { get; set; }

    /// <summary>It has looked at a finger or a face, or taken a PIN.</summary>
    public bool KnowsItsOwner { get; set; } = true;

    /// <summary>Makes the passkey.</summary>
    public string Make(string options)
    {
        var asked = JsonNode.Parse(options)!;
        Owner = Bytes(asked["user"]!["id"]!);
        var said = Said("webauthn.create", asked);
        var attested = new CborWriter();
        attested.WriteStartMap(3);
        attested.WriteTextString("fmt");
        attested.WriteTextString("none");
        attested.WriteTextString("attStmt");
        attested.WriteStartMap(0);
        attested.WriteEndMap();
        attested.WriteTextString("authData");
        attested.WriteByteString([.. Data(asked["rp"]!["id"]!.ToString(), WithCredential), .. Credential()]);
        attested.WriteEndMap();
        return Written(said, new JsonObject { ["attestationObject"] = Text(attested.Encode()), ["transports"] = new JsonArray() });
    }

    /// <summary>Shows it.</summary>
    public string Show(string options)
    {
        var asked = JsonNode.Parse(options)!;
        Count++;
        var (said, data) = (Said("webauthn.get", asked), Data(asked["rpId"]!.ToString(), 0));
        var signature = key.SignData([.. data, .. SHA256.HashData(said)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Written(said, new JsonObject
        {
            ["authenticatorData"] = Text(data), ["signature"] = Text(signature), ["userHandle"] = Text(Owner),
        });
    }

    public void Dispose() => key.Dispose();

    private byte[] Said(string type, JsonNode asked) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new { type, challenge = asked["challenge"]!.ToString(), origin = Origin, crossOrigin = false }));

    private byte[] Data(string site, byte more) =>
    [
        .. SHA256.HashData(Encoding.UTF8.GetBytes(site)), (byte)(Present | (KnowsItsOwner ? Verified : 0) | more),
        (byte)(Count >> 24), (byte)(Count >> 16), (byte)(Count >> 8), (byte)Count,
    ];

    private byte[] Credential()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        // COSE_Key (RFC 9053, 7.1): an elliptic curve key for ES256 on P-256.
        var cose = new CborWriter();
        cose.WriteStartMap(5);
        foreach (var (label, value) in ((int, int)[])[(1, 2), (3, -7), (-1, 1)])
        {
            cose.WriteInt32(label);
            cose.WriteInt32(value);
        }

        cose.WriteInt32(-2);
        cose.WriteByteString(point.X!);
        cose.WriteInt32(-3);
        cose.WriteByteString(point.Y!);
        cose.WriteEndMap();
        return [.. new byte[16], (byte)(CredentialId.Length >> 8), (byte)CredentialId.Length, .. CredentialId, .. cose.Encode()];
    }

    private string Written(byte[] said, JsonObject response)
    {
        response["clientDataJSON"] = Text(said);
        return new JsonObject
        {
            ["id"] = Text(CredentialId), ["rawId"] = Text(CredentialId), ["type"] = "public-key",
            ["clientExtensionResults"] = new JsonObject(), ["response"] = response,
        }.ToJsonString();
    }

    private static byte[] Bytes(JsonNode text) => Base64Url.DecodeFromChars(text.ToString());

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
