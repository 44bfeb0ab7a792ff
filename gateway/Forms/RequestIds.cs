using System.Security.Cryptography;
using System.Text;

namespace Participatory.Gateway.Forms;

/// <summary>Request ids that follow from what is asked for, so that whoever asks again asks for the same.</summary>
public static class RequestIds
{
    /// <returns>The same UUID for the same parts in the same order, and another one for others.</returns>
    public static string From(params string[] parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
        // RFC 9562 keeps version 8 for ids that are made in a way of one's own.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }
}
