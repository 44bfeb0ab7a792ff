using System.Collections.Concurrent;
using System.Security.Cryptography;
using Participatory.Platform.Identity;

namespace Participatory.Voting.Mixing;

/// <summary>
/// The private keys of mixes that are not mixed yet, each a file of its own in <c>keys/mixing</c>, and nowhere else: on the disk before the
/// first ballot is sealed to it, destroyed after the last has been opened. Several processes need the same folder.
/// </summary>
internal sealed class MixKeys(string folder) : IDisposable
{
    private readonly ConcurrentDictionary<string, MixKey> open = new(StringComparer.Ordinal);

    /// <summary>Makes a key and keeps it. What it is called, and its public half.</summary>
    public (string MixId, byte[] PublicKey) Create()
    {
        PrivateFolder.Create(folder);
        var mixId = Guid.NewGuid().ToString("N");
        using var fresh = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        KeyFile.WriteOnce(PathOf(mixId), fresh.ExportPkcs8PrivateKeyPem(), secret: true);
        return (mixId, fresh.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The key of a mix; null where its file is not here, or holds no key, as while it is being destroyed.</summary>
    public MixKey? LoadOrNull(string mixId)
    {
        if (open.TryGetValue(mixId, out var known))
        {
            return known;
        }

        var key = ECDiffieHellman.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(PathOf(mixId)));
        }
        catch (Exception gone) when (
            gone is FileNotFoundException or DirectoryNotFoundException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }

        var loaded = new MixKey(key, PathOf(mixId));
        var kept = open.GetOrAdd(mixId, loaded);
        if (kept != loaded)
        {
            loaded.Dispose();
        }

        return kept;
    }

    /// <exception cref="KeyIsGone">Its file is not here.</exception>
    public MixKey Load(string mixId) => LoadOrNull(mixId) ?? throw new KeyIsGone(PathOf(mixId));

    /// <summary>Destroys keys whose ballots have been opened, when that has committed.</summary>
    public void Destroy(IEnumerable<string> mixIds)
    {
        foreach (var mixId in mixIds)
        {
            if (open.TryRemove(mixId, out var key))
            {
                key.Dispose();
            }

            KeyFile.Destroy(PathOf(mixId));
        }
    }

    /// <summary>Those that are in memory.</summary>
    public IReadOnlyList<string> Loaded() => [.. open.Keys];

    /// <summary>The keys that may be left over; whoever asks knows which mixes there are.</summary>
    public IReadOnlyList<string> Old(DateTime now) => KeyFile.Old(folder, now);

    private string PathOf(string mixId) => Path.Combine(folder, $"{mixId}.pem");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in open.Values)
        {
            key.Dispose();
        }
    }
}

/// <summary>Ballots are sealed to a key that is not here: destroyed a moment ago, because they have been mixed, or lost.</summary>
internal sealed class KeyIsGone(string path)
    : Exception($"The file {path} is missing or holds no key, and ballots are sealed to it. Please put it back; eng/RUNNING.md says how.");
