using System.Security.Cryptography;

namespace Participatory.Platform.Identity;

/// <summary>The ES256 key with which People signs who calls: the private half stays with People.</summary>
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
        // After a lost key has been made anew its old public half would let nobody in.
        if (File.Exists(PublicPath(folder)) && !Fits(PublicPath(folder), key))
        {
            File.Delete(PublicPath(folder));
        }

        KeyFile.WriteOnce(PublicPath(folder), key.ExportSubjectPublicKeyInfoPem(), secret: false);
        return key;
    }

    private static bool Fits(string publicPath, ECDsa key)
    {
        using var half = LoadFile(publicPath);
        return half.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
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
