using System.Runtime.InteropServices;
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
            // On Unix the runtime looks whether there is a file and then renames, and whoever looks at the same moment renames
            // over it. A link is made or refused in one step; where a disk has none, a rename has to do.
            if (OperatingSystem.IsWindows() || (Link(ForUnix(draft), ForUnix(path)) != 0 && !File.Exists(path)))
            {
                File.Move(draft, path, overwrite: false);
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was quicker; its key is the one.
        }
        finally
        {
            File.Delete(draft);
        }

        PrivateFolder.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static byte[] ForUnix(string path) => Encoding.UTF8.GetBytes(path + '\0');

    // link(2), with paths that end in a zero byte: 0, or -1 where there is such a file already or the disk has no links.
    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] from, byte[] to);
}
