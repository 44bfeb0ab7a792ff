using System.Text;

namespace Participatory.Platform.Identity;

/// <summary>Files with keys: written once, whole, and a secret one readable by its owner only.</summary>
public static class KeyFile
{
    /// <summary>
    /// Writes <paramref name="text"/> (ASCII) to <paramref name="path"/> unless there is a file already; where several
    /// processes try, the first one's stays. Its folder must be there.
    /// </summary>
    public static void WriteOnce(string path, string text, bool secret)
    {
        if (File.Exists(path))
        {
            return;
        }

        // A half-written key would lock everybody out for good, so the file appears whole or not at all.
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite
                | (secret ? UnixFileMode.None : UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        using (var stream = new FileStream(draft, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(text));
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
