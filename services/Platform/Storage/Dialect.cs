using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Participatory.Platform.Storage;

/// <summary>All that the two engines do not share: how tokens are filled in, and what an exception means.</summary>
public sealed partial class Dialect
{
    /// <summary>The embedded default.</summary>
    public static readonly Dialect Sqlite = new("sqlite", new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["id"] = "TEXT",
        ["name"] = "TEXT",
        ["text"] = "TEXT",
        ["int"] = "INTEGER",
        ["bigint"] = "INTEGER",
        ["bool"] = "INTEGER",
        ["time"] = "INTEGER",
        ["hash"] = "BLOB",
        ["blob"] = "BLOB",
        ["sequence"] = "INTEGER PRIMARY KEY AUTOINCREMENT",
        ["without-rowid"] = " WITHOUT ROWID",
        ["lock"] = "",
        ["some"] = "",
        // There is one writer.
        ["hold"] = "",
        ["claim"] = "",
        ["hashes"] = "(SELECT unhex(value) AS item FROM json_each({0}))",
        ["numbers"] = "(SELECT value AS item FROM json_each({0}))",
        ["texts"] = "(SELECT value AS item FROM json_each({0}))",
        ["rows"] = "(SELECT json_extract(value, '$[0]') AS number, json_extract(value, '$[1]') AS first_text, "
            + "json_extract(value, '$[2]') AS second_text, unhex(json_extract(value, '$[3]')) AS hash FROM json_each({0}))",
        ["limit"] = "LIMIT {0}",
        // One process owns the file, so whose turn it is is no question.
        ["take-turn"] = "SELECT 0",
        ["has-turn"] = "SELECT 'Exclusive'",
        // Readers see what was committed last, always.
        ["reads-committed"] = "SELECT 1",
        // Opening the file makes it.
        ["create-database"] = "SELECT 0",
    });

    /// <summary>Production.</summary>
    public static readonly Dialect SqlServer = new("sqlserver", new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["id"] = "nvarchar(100) COLLATE Latin1_General_100_BIN2",
        // What is compared is compared letter by letter, as SQLite does it, whatever the server's own collation says of letters that
        // look alike.
        ["name"] = "nvarchar(400) COLLATE Latin1_General_100_BIN2",
        ["text"] = "nvarchar(max) COLLATE Latin1_General_100_BIN2",
        ["int"] = "int",
        ["bigint"] = "bigint",
        ["bool"] = "bit",
        ["time"] = "bigint",
        ["hash"] = "binary(32)",
        ["blob"] = "varbinary(max)",
        ["sequence"] = "bigint IDENTITY(1,1) PRIMARY KEY",
        ["without-rowid"] = "",
        ["lock"] = "WITH (UPDLOCK, HOLDLOCK, ROWLOCK)",
        // Under 5,000, from where on the engine locks the whole table.
        ["some"] = "TOP (4000)",
        ["hold"] = "EXEC sp_getapplock @Resource = {0}, @LockMode = 'Exclusive', @LockOwner = 'Transaction';",
        ["claim"] = "WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK)",
        ["hashes"] = "(SELECT CONVERT(binary(32), value, 2) AS item FROM OPENJSON({0}))",
        ["numbers"] = "(SELECT CONVERT(bigint, value) AS item FROM OPENJSON({0}))",
        ["texts"] = "(SELECT CONVERT(nvarchar(4000), value) COLLATE Latin1_General_100_BIN2 AS item FROM OPENJSON({0}))",
        ["rows"] = "(SELECT number, first_text COLLATE Latin1_General_100_BIN2 AS first_text, second_text COLLATE Latin1_General_100_BIN2 "
            + "AS second_text, CONVERT(binary(32), hash, 2) AS hash FROM OPENJSON({0}) WITH (number bigint '$[0]', "
            + "first_text nvarchar(max) '$[1]', second_text nvarchar(max) '$[2]', hash varchar(64) '$[3]'))",
        ["limit"] = "OFFSET 0 ROWS FETCH NEXT {0} ROWS ONLY",
        ["take-turn"] =
            "DECLARE @taken int; EXEC @taken = sp_getapplock @Resource = 'participatory.relay', @LockMode = 'Exclusive', @LockOwner = "
                + "'Session', @LockTimeout = 0; SELECT @taken",
        ["has-turn"] = "SELECT APPLOCK_MODE('public', 'participatory.relay', 'Session')",
        ["reads-committed"] = "SELECT CONVERT(int, is_read_committed_snapshot_on) FROM sys.databases WHERE database_id = DB_ID()",
        // One after the other, because all of them copy the same model. Who else looks whether it is there yet is cut off, and looks again.
        ["create-database"] = """
            DECLARE @taken int;
            EXEC @taken = sp_getapplock
                @Resource = 'participatory.create', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 120000;
            IF @taken < 0 THROW 50001, 'Another process has been making a database for two minutes.', 1;
            IF DB_ID(@name) IS NULL
            BEGIN
                DECLARE @create nvarchar(400) = N'CREATE DATABASE ' + QUOTENAME(@name);
                EXEC (@create);
                SET @create = N'ALTER DATABASE ' + QUOTENAME(@name) + N' SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE';
                EXEC (@create);
            END
            """,
    });

    private readonly Dictionary<string, string> tokens;

    private Dialect(string name, Dictionary<string, string> tokens)
    {
        Name = name;
        this.tokens = tokens;
    }

    /// <summary>"sqlite" or "sqlserver": the value of the setting <c>Database:Engine</c>.</summary>
    public string Name { get; }

    /// <summary>The engine of that name.</summary>
    /// <exception cref="ArgumentException">There is no such engine.</exception>
    public static Dialect Named(string name) =>
        name == Sqlite.Name ? Sqlite
        : name == SqlServer.Name ? SqlServer
        : throw new ArgumentException($"The setting Database:Engine is \"{name}\"; it can be \"sqlite\" or \"sqlserver\".", nameof(name));

    /// <summary>Replaces every token in <paramref name="text"/>.</summary>
    /// <exception cref="ArgumentException">A token is not known.</exception>
    public string Fill(string text) => Token().Replace(text, match =>
        tokens.TryGetValue(match.Groups["token"].Value, out var filled)
            && (filled.Length == 0 || filled.Contains("{0}", StringComparison.Ordinal) == match.Groups["of"].Success)
            ? filled.Replace("{0}", match.Groups["of"].Value, StringComparison.Ordinal)
        : throw new ArgumentException($"There is no token {match.Value}.", nameof(text)));

    /// <summary>A row with this key is there already.</summary>
    public static bool IsUniqueViolation(DbException failure) => failure switch
    {
        // SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_ROWID.
        SqliteException e => e.SqliteExtendedErrorCode is 1555 or 2067 or 2579,
        SqlException e => Any(e, error => error.Number is 2627 or 2601),
        _ => false,
    };

    /// <summary>The same transaction may go through when it is tried again: busy, deadlock, time-out, lost connection.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        // SQLITE_BUSY, SQLITE_LOCKED.
        SqliteException e => e.SqliteErrorCode is 5 or 6,
        // From class 20 on the connection is lost; on Linux that is all that is said, with the number 0. A command that was called off has
        // the number 0, too, and class 11.
        SqlException e => Any(e, error => error.Class >= 20 || error.Number
            // Deadlock, time-out, and lost connections as Windows numbers them.
            is 1205 or -2 or 233 or 10053 or 10054 or 10060
            // The server or the database starts, stops, recovers, is handed over to another server, or ended the session.
            or 18401 or 921 or 922 or 927 or 6005 or 17142 or 596 or 976 or 983 or 4060 or 9001
            // No locks, memory or workers left just now, and Azure SQL's throttling.
            or 1204 or 701 or 8645 or 10928 or 10929 or 40197 or 40501 or 40613 or 49918 or 49919 or 49920),
        NoConnectionLeft => true,
        _ => false,
    };

    /// <summary>
    /// The database can keep nothing at this moment: it is full or read-only, or its disk fails. What was to be kept is not at fault.
    /// </summary>
    public static bool CannotKeep(Exception failure) => failure switch
    {
        // SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN.
        SqliteException e => e.SqliteErrorCode is 8 or 10 or 13 or 14,
        // No room for data or for the log, and a read-only database.
        SqlException e => Any(e, error => error.Number is 1101 or 1105 or 9002 or 3906),
        _ => false,
    };

    /// <summary>
    /// It is nobody's fault and passes by itself or with the database's trouble; a message that met it is tried until then.
    /// </summary>
    public static bool MayPass(Exception failure) => IsTransient(failure) || CannotKeep(failure);

    // An exception has the number of its first error only, which may be the least of them.
    private static bool Any(SqlException failure, Func<SqlError, bool> counts) => failure.Errors.Cast<SqlError>().Any(counts);

    [GeneratedRegex(@"\{(?<token>[a-z-]+)(?: (?<of>@\w+))?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}

/// <summary>All connections of the pool are in use and none became free in time.</summary>
public sealed class NoConnectionLeft(Exception inner) : Exception("The database has no connection left for us just now.", inner);
