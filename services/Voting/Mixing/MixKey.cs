using System.Security.Cryptography;

namespace Participatory.Voting.Mixing;

/// <summary>The private key of a mix in memory. Whoever destroys it waits for whoever opens with it.</summary>
internal sealed class MixKey : IDisposable
{
    private readonly ECDiffieHellman key;
    private readonly string path;
    private readonly Lock opening = new();
    private readonly byte[] publicKey;

    // What was agreed on with each transaction's ephemeral key, so that looking a card up again costs little.
    private readonly Dictionary<string, byte[]> agreed = new(StringComparer.Ordinal);
    private bool gone;

    public MixKey(ECDiffieHellman key, string path)
    {
        this.key = key;
        this.path = path;
        publicKey = key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>Opens what <see cref="MixSeal.Seal"/> has sealed.</summary>
    /// <exception cref="KeyIsGone">It has been destroyed.</exception>
    /// <exception cref="CryptographicException">It was not sealed to this key, or not found there.</exception>
    public byte[] Open(string pollId, byte[] lookup, byte[] closed)
    {
        lock (opening)
        {
            return gone ? throw new KeyIsGone(path) : MixSeal.Open(Agreed(closed[..MixSeal.PublicKeyBytes]), pollId, lookup, closed);
        }
    }

    private byte[] Agreed(byte[] ephemeral)
    {
        var name = Convert.ToHexString(ephemeral);
        if (!agreed.TryGetValue(name, out var secret))
        {
            using var theirs = ECDiffieHellman.Create();
            theirs.ImportSubjectPublicKeyInfo(ephemeral, out _);
            agreed[name] = secret = MixSeal.Agree(key, theirs.PublicKey, ephemeral, publicKey);
        }

        return secret;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (opening)
        {
            gone = true;
            foreach (var secret in agreed.Values)
            {
                CryptographicOperations.ZeroMemory(secret);
            }

            agreed.Clear();
            key.Dispose();
        }
    }
}
