using System.Security.Cryptography;
using System.Text;

namespace Participatory.Voting.Mixing;

/// <summary>
/// Seals to the public half of a P-256 key, once for each transaction, and opens with the private one: an ephemeral key, ECDH
/// (NIST SP 800-56A), HKDF-SHA-256 (RFC 5869) and AES-256-GCM, as HPKE's base mode (RFC 9180) puts them together. HPKE itself seals in an
/// order, which is what must not be kept here: so the key and nonce of each ballot come from where it is found.
/// </summary>
internal sealed class MixSeal
{
    private const int TagBytes = 16;
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;

    private readonly byte[] ephemeral;
    private readonly byte[] secret;

    private MixSeal(byte[] ephemeral, byte[] secret) => (this.ephemeral, this.secret) = (ephemeral, secret);

    /// <summary>SubjectPublicKeyInfo of a P-256 key.</summary>
    public const int PublicKeyBytes = 91;

    /// <summary>For one transaction; nothing opens what it has sealed but the private key.</summary>
    public static MixSeal To(byte[] publicKey)
    {
        using var recipient = ECDiffieHellman.Create();
        recipient.ImportSubjectPublicKeyInfo(publicKey, out _);
        using var fresh = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var ephemeral = fresh.ExportSubjectPublicKeyInfo();
        return new MixSeal(ephemeral, Agree(fresh, recipient.PublicKey, ephemeral, publicKey));
    }

    /// <summary>The ephemeral public key, then the sealed bytes and their tag.</summary>
    /// <param name="lookup">By which the ballot is found: no two are alike in a poll.</param>
    public byte[] Seal(string pollId, byte[] lookup, ReadOnlySpan<byte> open)
    {
        var closed = new byte[PublicKeyBytes + open.Length + TagBytes];
        ephemeral.CopyTo(closed, 0);
        Span<byte> key = stackalloc byte[KeyBytes + NonceBytes];
        HKDF.Expand(HashAlgorithmName.SHA256, secret, key, Info(pollId, lookup));
        using var cipher = new AesGcm(key[..KeyBytes], TagBytes);
        cipher.Encrypt(key[KeyBytes..], open, closed.AsSpan(PublicKeyBytes, open.Length), closed.AsSpan(PublicKeyBytes + open.Length));
        CryptographicOperations.ZeroMemory(key);
        return closed;
    }

    /// <exception cref="CryptographicException">It was not sealed so, or not found there.</exception>
    internal static byte[] Open(byte[] secret, string pollId, byte[] lookup, byte[] closed)
    {
        var open = new byte[closed.Length - PublicKeyBytes - TagBytes];
        Span<byte> key = stackalloc byte[KeyBytes + NonceBytes];
        HKDF.Expand(HashAlgorithmName.SHA256, secret, key, Info(pollId, lookup));
        using var cipher = new AesGcm(key[..KeyBytes], TagBytes);
        cipher.Decrypt(key[KeyBytes..], closed.AsSpan(PublicKeyBytes, open.Length), closed.AsSpan(PublicKeyBytes + open.Length), open);
        CryptographicOperations.ZeroMemory(key);
        return open;
    }

    internal static byte[] Agree(ECDiffieHellman mine, ECDiffieHellmanPublicKey theirs, byte[] ephemeral, byte[] recipient)
    {
        var shared = mine.DeriveRawSecretAgreement(theirs);
        var secret = HKDF.Extract(HashAlgorithmName.SHA256, shared, [.. ephemeral, .. recipient]);
        CryptographicOperations.ZeroMemory(shared);
        return secret;
    }

    private static byte[] Info(string pollId, byte[] lookup) =>
        [.. Encoding.ASCII.GetBytes("participatory-mix-1"), .. Digest.Of("mix-info-1", pollId), .. lookup];
}
