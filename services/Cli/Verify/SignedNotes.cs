using System.Security.Cryptography;
using System.Text;

namespace Participatory.Cli.Verify;

/// <summary>
/// Checks C2SP signed notes (c2sp.org/signed-note) with an ECDSA P-256 key: the verifier key is name, id and, in base 64, a
/// two and the SubjectPublicKeyInfo, joined by plus signs; the id is the beginning of the SHA-256 of that key.
/// </summary>
internal sealed class SignedNotes : IDisposable
{
    private readonly ECDsa key;
    private readonly byte[] id;

    private SignedNotes(string verifier, string name, ECDsa key, byte[] id) =>
        (Verifier, Name, this.key, this.id) = (verifier, name, key, id);

    public string Verifier { get; }

    public string Name { get; }

    /// <summary>Reads a verifier key; null where it is none.</summary>
    public static SignedNotes? Read(string verifier)
    {
        var parts = verifier.Split('+', 3);
        var bytes = new byte[200];
        if (parts.Length != 3 || parts[0].Length == 0 || !Convert.TryFromBase64String(parts[2], bytes, out var length) || length < 2
            || bytes[0] != 2)
        {
            return null;
        }

        var id = SHA256.HashData(bytes.AsSpan(1, length - 1))[..4];
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(bytes.AsSpan(1, length - 1), out var read);
            if (read == length - 1 && key.KeySize == 256 && parts[1] == Convert.ToHexStringLower(id))
            {
                return new SignedNotes(verifier, parts[0], key, id);
            }
        }
        catch (CryptographicException)
        {
            // Then it is no key.
        }

        key.Dispose();
        return null;
    }

    /// <summary>The lines of a note's text where this key has signed it; else null.</summary>
    public string[]? Open(string note)
    {
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var text = note[..(end + 1)];
        var prefix = $"\u2014 {Name} ";
        var signature = note[(end + 2)..];
        if (!signature.StartsWith(prefix, StringComparison.Ordinal) || !signature.EndsWith('\n')
            || signature.IndexOf('\n', StringComparison.Ordinal) != signature.Length - 1)
        {
            return null;
        }

        var bytes = new byte[200];
        return Convert.TryFromBase64String(signature[prefix.Length..^1], bytes, out var length) && length > 4
            && bytes.AsSpan(0, 4).SequenceEqual(id)
            && key.VerifyData(
                Encoding.UTF8.GetBytes(text), bytes.AsSpan(4, length - 4), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
            ? text[..^1].Split('\n')
            : null;
    }

    public void Dispose() => key.Dispose();
}
