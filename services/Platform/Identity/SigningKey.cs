using System.Security.Cryptography;

namespace Participatory.Platform.Identity;

/// <summary>The ES256 key with which the gateway vouches for callers: the private half stays with the gateway.</summary>
public static class SigningKey
{
    /// <summary>
    /// Loads <c>identity.pem</c> from <paramref name="folder"/>, or makes it there, readable by its owner only, and
    /// writes the public half beside it as <c>identity.pub.pem</c>.
    /// </summary>
    public static ECDsa LoadOrCreate(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "identity.pem");
        if (!File.Exists(path))
        {
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            WriteOnce(path, fresh.ExportPkcs8PrivateKeyPem(), secret: true);
        }

        var key = LoadFile(path);
        WriteOnce(PublicPath(folder), key.ExportSubjectPublicKeyInfoPem(), secret: false);
        return key;
    }

    /// <summary>Where the public half stands.</summary>
    public static string PublicPath(string folder) => Path.Combine(folder, "identity.pub.pem");

    /// <summary>Loads a key, or its public half, from a PEM file.</summary>
    public static ECDsa LoadFile(string path)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }

    // A half-written key would lock everybody out for good, so the file appears whole or not at all.
    private static void WriteOnce(string path, string text, bool secret)
    {
        if (File.Exists(path))
        {
            return;
        }

        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite
                | (secret ? UnixFileMode.None : UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        using (var stream = new FileStream(draft, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was quicker; its key is the one.
            File.Delete(draft);
        }
    }
}
