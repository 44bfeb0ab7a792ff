using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Participatory.Voting;

/// <summary>
/// Hashes of several texts together. Each is preceded by its length in UTF-8 bytes (32 bits, big-endian), so that no two
/// different lists run together into the same bytes. The first says what the hash is for.
/// </summary>
internal static class Digest
{
    /// <summary>SHA-256 of the texts.</summary>
    public static byte[] Of(params ReadOnlySpan<string> parts) => SHA256.HashData(Join(parts));

    /// <summary>HMAC-SHA-256 of the texts.</summary>
    public static byte[] Keyed(byte[] key, params ReadOnlySpan<string> parts) => HMACSHA256.HashData(key, Join(parts));

    /// <summary>The texts one after the other, each preceded by its length.</summary>
    public static byte[] Join(params ReadOnlySpan<string> parts)
    {
        var length = 0;
        foreach (var part in parts)
        {
            length += sizeof(int) + Encoding.UTF8.GetByteCount(part);
        }

        var bytes = new byte[length];
        var rest = bytes.AsSpan();
        foreach (var part in parts)
        {
            var written = Encoding.UTF8.GetBytes(part, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, written);
            rest = rest[(sizeof(int) + written)..];
        }

        return bytes;
    }
}
