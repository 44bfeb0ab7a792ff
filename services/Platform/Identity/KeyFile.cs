using System.Runtime.InteropServices;
using System.Text;

namespace Participatory.Platform.Identity;

/// <summary>Files with keys: written once, whole, and a secret one readable by its owner only.</summary>
public static class KeyFile
{
    private static readonly TimeSpan LeftOver = TimeSpan.FromMinutes(10);

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

    /// <summary>
    /// Writes over a key and deletes it, where nobody was quicker. A file system or a disk may have kept another copy of its bytes.
    /// </summary>
    public static void Destroy(string path)
    {
        try
        {
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            {
                file.Write(new byte[file.Length]);
                file.Flush(flushToDisk: true);
            }

            File.Delete(path);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Another process has done it.
        }
    }

    /// <summary>
    /// The names of keys in a folder, each in a file <c>.pem</c> of its own, that may be left over, as far as their age tells: between the
    /// file of a key and what names it in a database lies one transaction, which has long ended by then. Whoever asks knows which are
    /// named.
    /// </summary>
    public static IReadOnlyList<string> Old(string folder, DateTime now) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, "*.pem").Where(path => File.GetLastWriteTimeUtc(path) < now - LeftOver)
            .Select(path => Path.GetFileNameWithoutExtension(path)),
    ];

    private static byte[] ForUnix(string path) => Encoding.UTF8.GetBytes(path + '\0');

    // link(2), with paths that end in a zero byte: 0, or -1 where there is such a file already or the disk has no links.
    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] from, byte[] to);
}
