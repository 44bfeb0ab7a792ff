using System.Runtime.InteropServices;
using System.Text;

namespace Participatory.Platform.Identity;

/// <summary>Folders and files that only their owner may look into: databases and keys lie in them.</summary>
public static class PrivateFolder
{
    /// <summary>Makes a folder with mode 0700, where there is none.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Makes an empty file with mode 0600 where there is none, and takes it from all others where there is one.</summary>
    public static void KeepFile(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, UnixCreateMode = ours,
        }))
        {
        }

        File.SetUnixFileMode(path, ours);
    }

    /// <summary>Makes durable which files a folder has: a file that was written through is not yet found after a power cut.</summary>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Open(Encoding.UTF8.GetBytes(path + '\0'), 0);
        if (folder < 0)
        {
            throw new IOException($"{path} cannot be opened.");
        }

        // A file system that cannot do this for a folder says so, and has nothing to do then.
        _ = Sync(folder);
        _ = Close(folder);
    }

    // open(2), fsync(2), close(2).
    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int file);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
