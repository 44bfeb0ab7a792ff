using Microsoft.Data.Sqlite;
using Participatory.People.Rights;
using Participatory.Platform.Identity;

namespace Participatory.Standalone.Backups;

/// <summary>
/// A copy of everything in a data folder as it was at one instant, taken while Participatory runs on it or not. No
/// message is between two databases in it: what one has sent, the others have or will be sent again.
/// </summary>
internal static class Backup
{
    private static readonly string[] PassingKeys = [Path.Combine("keys", "mixing"), Path.Combine("keys", "choosing")];

    /// <summary>Who was forgotten. It lies beside backups, too, and there it is as young as the last of them.</summary>
    private const string Forgotten = "forgotten.txt";

    /// <summary>What belongs to the running process and not to the data.</summary>
    private static readonly string[] OfTheProcess = [".open", "addresses.json"];

    /// <summary>
    /// Copies <paramref name="data"/> to <paramref name="to"/>, which is not there before and is whole afterwards or still not there.
    /// </summary>
    /// <exception cref="CannotStart">There is nothing to copy, or something in the way.</exception>
    public static void Take(string data, string to)
    {
        var databases = Databases(data);
        if (databases.Length == 0)
        {
            throw new CannotStart($"{data} holds nothing of Participatory. Name its folder with --data.");
        }

        if (Directory.Exists(to) || File.Exists(to))
        {
            throw new CannotStart($"{to} is there already. Please choose a folder that is not.");
        }

        var draft = $"{to}.{Guid.NewGuid():N}";
        try
        {
            PrivateFolder.Create(draft);
            CopyDatabases(databases, draft, whileStill: () => CopyFiles(data, draft, passingKeys: true));
            CopyFiles(data, draft, passingKeys: false);
            Directory.Move(draft, to);
            ForgottenIn(Path.GetDirectoryName(to)!).AddFrom(ForgottenIn(data));
        }
        catch
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }

            throw;
        }
    }

    /// <summary>Copies a backup to <paramref name="data"/>, which holds nothing before, after looking whether it is sound.</summary>
    /// <exception cref="CannotStart">It is not, or something is in the way.</exception>
    public static void Restore(string from, string data)
    {
        var databases = Databases(from);
        if (databases.Length == 0)
        {
            throw new CannotStart($"{from} is no backup of Participatory.");
        }

        if (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any())
        {
            throw new CannotStart($"{data} is not empty. Please choose another folder with --data, or move what is there away first.");
        }

        PrivateFolder.Create(data);
        CopyDatabases(databases, data, whileStill: () => CopyFiles(from, data, passingKeys: true));
        CopyFiles(from, data, passingKeys: false);
        ForgottenIn(data).AddFrom(ForgottenIn(Path.GetDirectoryName(from)!));
    }

    // What is restored forgets them again with its first start.
    private static ForgottenFile ForgottenIn(string folder) => new(Path.Combine(folder, Forgotten));

    /// <summary>
    /// Holds every database still for the moment that it takes to begin reading each; from there on each reader sees that
    /// moment, however long the copying takes and whatever is written meanwhile.
    /// </summary>
    private static void CopyDatabases(string[] databases, string to, Action whileStill)
    {
        var readers = new List<SqliteConnection>();
        try
        {
            var writers = new List<SqliteConnection>();
            try
            {
                foreach (var database in databases)
                {
                    writers.Add(Open(database, SqliteOpenMode.ReadWrite));
                    Execute(writers[^1], "BEGIN IMMEDIATE");
                }

                foreach (var database in databases)
                {
                    readers.Add(Open(database, SqliteOpenMode.ReadWrite));
                    Execute(readers[^1], "BEGIN");
                    // A transaction sees the moment of its first reading.
                    Execute(readers[^1], "SELECT COUNT(*) FROM sqlite_master");
                }

                whileStill();
            }
            finally
            {
                writers.ForEach(writer => writer.Dispose());
            }

            foreach (var (reader, database) in readers.Zip(databases))
            {
                Copy(reader, Path.Combine(to, Path.GetFileName(database)));
            }
        }
        finally
        {
            readers.ForEach(reader => reader.Dispose());
        }
    }

    private static void Copy(SqliteConnection reader, string to)
    {
        PrivateFolder.KeepFile(to);
        using var copy = Open(to, SqliteOpenMode.ReadWriteCreate);
        reader.BackupDatabase(copy);
        using var check = copy.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        if (check.ExecuteScalar() is not "ok")
        {
            throw new CannotStart(
                $"{Path.GetFileName(to)} is damaged; SQLite's integrity check does not say ok. Please use another backup.");
        }
    }

    /// <param name="passingKeys">
    /// Only the keys of ballots that wait to be mixed and of choices that are not counted, which go with that and so belong to the instant
    /// of the databases; or all else.
    /// </param>
    private static void CopyFiles(string from, string to, bool passingKeys)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from, file);
            if (name.Contains(".db", StringComparison.Ordinal) || OfTheProcess.Contains(name)
                || Array.Exists(PassingKeys, keys => name.Contains(keys, StringComparison.Ordinal)) != passingKeys)
            {
                continue;
            }

            var target = Path.Combine(to, name);
            PrivateFolder.Create(Path.GetDirectoryName(target)!);
            try
            {
                // Copies keep the mode: a key that only we may read stays so.
                File.Copy(file, target);
            }
            catch (FileNotFoundException) when (passingKeys)
            {
                // Its ballots were mixed, or its choices counted, before this instant, and it was about to go.
            }
        }
    }

    private static string[] Databases(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.db").Order(StringComparer.Ordinal)] : [];

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 60 }.ToString());
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every one of them stands above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
