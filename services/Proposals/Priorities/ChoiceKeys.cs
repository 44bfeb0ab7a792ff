using System.Security.Cryptography;
using Participatory.Platform.Identity;

namespace Participatory.Proposals.Priorities;

/// <summary>
/// The private keys of choices that are not counted yet, each a file of its own in <c>keys/choosing</c>, and nowhere else: on the disk
/// before anybody chooses, destroyed once all have been counted. Several processes need the same folder.
/// </summary>
internal sealed class ChoiceKeys(string folder)
{
    private const int Bits = 3072;

    /// <summary>Makes a key and keeps it. What it is called, and its public half.</summary>
    public (string KeyId, byte[] PublicKey) Create()
    {
        PrivateFolder.Create(folder);
        var keyId = Guid.NewGuid().ToString("N");
        using var fresh = RSA.Create(Bits);
        KeyFile.WriteOnce(PathOf(keyId), fresh.ExportPkcs8PrivateKeyPem(), secret: true);
        return (keyId, fresh.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The private key of a choice; whoever asks disposes of it.</summary>
    /// <exception cref="InvalidOperationException">Its file is not here.</exception>
    public RSA Load(string keyId)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(PathOf(keyId)));
            return key;
        }
        catch (Exception gone) when (
            gone is FileNotFoundException or DirectoryNotFoundException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidOperationException(
                $"The file {PathOf(keyId)} is missing or holds no key, and choices are sealed to it. Please put it back.", gone);
        }
    }

    /// <summary>Destroys a key whose choices have been counted, when that has committed.</summary>
    public void Destroy(string keyId) => KeyFile.Destroy(PathOf(keyId));

    /// <summary>The keys that may be left over; whoever asks knows which are still needed.</summary>
    public IReadOnlyList<string> Old(DateTime now) => KeyFile.Old(folder, now);

    private string PathOf(string keyId) => Path.Combine(folder, $"{keyId}.pem");
}
