using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Participatory.Platform.Identity;

namespace Participatory.Accountability;

/// <summary>
/// A secret of 32 bytes in a file outside the database, and what is made with it: whoever has the database without the
/// file can neither make such a value nor tell what it stands for.
/// </summary>
internal sealed class Keyed
{
    private const int Bytes = 32;

    private readonly byte[] secret;

    private Keyed(byte[] secret) => this.secret = secret;

    /// <summary>Loads the key from <paramref name="path"/>, or makes it there, readable by its owner only.</summary>
    /// <exception cref="InvalidOperationException">The file does not hold a key.</exception>
    public static Keyed LoadOrCreate(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        KeyFile.WriteOnce(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)), secret: true);
        var secret = new byte[Bytes];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), secret, out var length) && length == Bytes
            ? new Keyed(secret)
            : throw new InvalidOperationException(
                $"The file {path} does not hold a key of {Bytes} bytes in base 64. Please put back the copy that was kept.");
    }

    /// <summary>
    /// HMAC-SHA-256 of the texts, each preceded by its length so that no two lists run together. The first says what it is for.
    /// </summary>
    public byte[] Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}
