namespace Participatory.Voting;

/// <summary>
/// A place for what a caller is still sending. The database has one writer, and a slow line must not hold it: what comes
/// in is put aside here and goes into the database in one piece once all of it has come.
/// </summary>
internal static class Spool
{
    /// <summary>A new empty file without a name: it is gone with the process, however that ends.</summary>
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"participatory-{Guid.NewGuid():N}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.Asynchronous,
            BufferSize = 64 * 1024,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}
