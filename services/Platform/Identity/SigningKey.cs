using System.Security.Cryptography;

namespace Participatory.Platform.Identity;

/// <summary>The ES256 key with which the gateway vouches for callers: the private half stays with the gateway.</summary>
public static class SigningKey
{
    /// <summary>
    /// Loads <c>identity.pem</c> from <paramref name="folder"/>, or makes it there, readable by its owner only, and
    /// writes the public half to <c>public/identity.pem</c> in it: a folder of its own, which others may be shown.
    /// </summary>
    public static ECDsa LoadOrCreate(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "identity.pem");
        if (!File.Exists(path))
        {
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            KeyFile.WriteOnce(path, fresh.ExportPkcs8PrivateKeyPem(), secret: true);
        }

        var key = LoadFile(path);
        Directory.CreateDirectory(Path.GetDirectoryName(PublicPath(folder))!);
        KeyFile.WriteOnce(PublicPath(folder), key.ExportSubjectPublicKeyInfoPem(), secret: false);
        return key;
    }

    /// <summary>Where the public half stands.</summary>
    public static string PublicPath(string folder) => Path.Combine(folder, "public", "identity.pem");

    /// <summary>Loads a key, or its public half, from a PEM file.</summary>
    public static ECDsa LoadFile(string path)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }
}
