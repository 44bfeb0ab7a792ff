using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Participatory.Platform.Identity;

namespace Participatory.Voting.Log;

/// <summary>
/// The key with which this council's log signs: ECDSA on P-256 with SHA-256, from the file <c>voting-log.pem</c>. Notes
/// have the layout of C2SP signed notes (c2sp.org/signed-note): text that ends with a line feed, an empty line, and lines
/// of an em dash, the name of the key, and in base 64 the key's id (four bytes) with the signature (DER).
/// </summary>
internal sealed class LogKey : IDisposable
{
    /// <summary>C2SP's number for ECDSA; the id of such a key is the beginning of SHA-256 over its SubjectPublicKeyInfo.</summary>
    private const byte Algorithm = 2;

    private readonly ECDsa key;
    private readonly Lock signing = new();
    private readonly byte[] id;

    private LogKey(ECDsa key, string name)
    {
        this.key = key;
        Name = name;
        var publicKey = key.ExportSubjectPublicKeyInfo();
        id = SHA256.HashData(publicKey)[..4];
        Verifier = string.Create(
            CultureInfo.InvariantCulture,
            $"{name}+{BinaryPrimitives.ReadUInt32BigEndian(id):x8}+{Convert.ToBase64String([Algorithm, .. publicKey])}");
    }

    /// <summary>The name of the key, for example "voting.council.example".</summary>
    public string Name { get; }

    /// <summary>What a verifier needs: name, id and public key.</summary>
    public string Verifier { get; }

    /// <summary>Loads <c>voting-log.pem</c> from <paramref name="folder"/>, or makes it there, readable by its owner only.</summary>
    /// <param name="name">Without spaces and plus signs.</param>
    public static LogKey LoadOrCreate(string folder, string name)
    {
        if (name.Length == 0 || name.Any(sign => char.IsWhiteSpace(sign) || char.IsControl(sign) || sign == '+'))
        {
            throw new InvalidOperationException(
                $"The setting Log:Name is \"{name}\"; it must have no spaces and no plus signs, for example voting.council.example.");
        }

        PrivateFolder.Create(folder);
        var path = Path.Combine(folder, "voting-log.pem");
        if (!File.Exists(path))
        {
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            KeyFile.WriteOnce(path, fresh.ExportPkcs8PrivateKeyPem(), secret: true);
        }

        return new LogKey(SigningKey.LoadFile(path), name);
    }

    /// <summary>The first line of a poll's checkpoints.</summary>
    public string OriginOf(string pollId) => $"{Name}/polls/{pollId}";

    /// <summary>The signature of a text, DER, 72 bytes at the most.</summary>
    public byte[] Sign(string text)
    {
        lock (signing)
        {
            return key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    /// <summary>The note of a text and its signature.</summary>
    public string Note(string text, byte[] signature) => $"{text}\n\u2014 {Name} {Convert.ToBase64String([.. id, .. signature])}\n";

    /// <summary>The signed note of a text.</summary>
    public string Note(string text) => Note(text, Sign(text));

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
