using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Participatory.Tests.Service.Voting;

/// <summary>What can be read in one state of the database.</summary>
internal sealed record WalState(
    IReadOnlyList<(string Area, string Id)> Voters, IReadOnlyList<(string Area, string Id)> Ballots,
    IReadOnlyList<(string Area, string Id)> Sealed);

/// <summary>Rebuilds what a database was after each commit, from copies of its file and its write-ahead log.</summary>
internal sealed class WalStates : IDisposable
{
    private readonly string database;
    private readonly SqliteConnection keeper;
    private readonly string folder = Directory.CreateTempSubdirectory("participatory-wal-").FullName;
    private readonly List<WalState> states = [];
    private (byte[] File, byte[] Wal) before;

    /// <summary>From now on. The log stays as long as anybody has the database open, whatever other tests do with the pool.</summary>
    public WalStates(string database)
    {
        this.database = database;
        keeper = new SqliteConnection($"Data Source={database};Pooling=false");
        keeper.Open();
        using var look = keeper.CreateCommand();
        look.CommandText = "SELECT COUNT(*) FROM sqlite_master";
        look.ExecuteScalar();
        before = (Read(database), Read(database + "-wal"));
    }

    /// <summary>Copies both files as they are, and rebuilds every commit that is new in them.</summary>
    public void Take()
    {
        var now = (File: Read(database), Wal: Read(database + "-wal"));
        var goesOn = now.Wal.AsSpan().StartsWith(before.Wal) && now.File.AsSpan().SequenceEqual(before.File);
        foreach (var end in Commits(now.Wal).Where(end => !goesOn || end > before.Wal.Length))
        {
            states.Add(Rebuild(now.File, now.Wal[..end]));
        }

        // After it was carried over the log is empty, and the file is the state.
        if (!goesOn)
        {
            states.Add(Rebuild(now.File, now.Wal));
        }

        before = now;
    }

    public IReadOnlyList<WalState> All() => states;

    // The header has 32 bytes; each frame 24 and a page. A frame that ends a transaction says how large the database is then.
    // Source: sqlite.org/fileformat2.html, section 4.
    private static IEnumerable<int> Commits(byte[] wal)
    {
        if (wal.Length < 32)
        {
            yield break;
        }

        var page = BinaryPrimitives.ReadInt32BigEndian(wal.AsSpan(8));
        var salts = wal.AsSpan(16, 8).ToArray();
        for (var at = 32; at + 24 + page <= wal.Length && wal.AsSpan(at + 8, 8).SequenceEqual(salts); at += 24 + page)
        {
            if (BinaryPrimitives.ReadInt32BigEndian(wal.AsSpan(at + 4)) > 0)
            {
                yield return at + 24 + page;
            }
        }
    }

    private WalState Rebuild(byte[] file, byte[] wal)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.db");
        File.WriteAllBytes(path, file);
        File.WriteAllBytes(path + "-wal", wal);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        return new WalState(
            Rows("SELECT area_code, voter_id FROM turnout t JOIN roll_entry v ON v.poll_id = t.poll_id AND v.position = t.roll_position"),
            Rows("SELECT area_code, hex(ballot_key) FROM ballot"),
            Rows("SELECT area_code, hex(lookup) FROM sealed_ballot"));

        List<(string, string)> Rows(string sql)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Each stands above.
            command.CommandText = sql;
#pragma warning restore CA2100
            using var reader = command.ExecuteReader();
            var rows = new List<(string, string)>();
            while (reader.Read())
            {
                rows.Add((reader.GetString(0), reader.GetString(1)));
            }

            return rows;
        }
    }

    private static byte[] Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    public void Dispose()
    {
        keeper.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
