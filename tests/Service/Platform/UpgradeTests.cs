using System.IO.Compression;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Platform;

/// <summary>
/// A made-up service on its way from 0.0.1 to 0.0.3 in the steps of eng/decisions/0008: what 0.0.1 left, kept as a small file, is
/// brought up to date and goes on, and processes of the version before survive each step but the last.
/// </summary>
public sealed class UpgradeTests : IDisposable
{
    private static readonly (string Name, string Text) Pots = (
        "0001_pots", "CREATE TABLE pot (pot_id {id} NOT NULL PRIMARY KEY, pounds {bigint} NOT NULL);");

    /// <summary>Expand: money in minor units beside the pounds, empty where an old process wrote.</summary>
    private static readonly (string Name, string Text) Expand = ("0002_minor_units", "ALTER TABLE pot ADD amount_minor {bigint} NULL;");

    /// <summary>Contract: what 0.0.2 still wrote for old processes goes, after what they wrote is filled in.</summary>
    private static readonly (string Name, string Text) Contract = (
        "0003_no_pounds",
        "UPDATE pot SET amount_minor = pounds * 100 WHERE amount_minor IS NULL;\nGO\nALTER TABLE pot DROP COLUMN pounds;");

    private static readonly Sql OldInsert = new("INSERT INTO pot (pot_id, pounds) VALUES (@id, @pounds)");
    private static readonly Sql OldSum = new("SELECT SUM(pounds) FROM pot");
    private static readonly Sql BetweenInsert = new("INSERT INTO pot (pot_id, pounds, amount_minor) VALUES (@id, @pounds, @pounds * 100)");
    private static readonly Sql BetweenSum = new("SELECT SUM(COALESCE(amount_minor, pounds * 100)) FROM pot");
    private static readonly Sql NewSum = new("SELECT SUM(amount_minor) FROM pot");

    private readonly string folder = Directory.CreateTempSubdirectory("participatory-upgrade-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_version_0_0_1_left_is_brought_to_0_0_2_and_both_versions_go_on()
    {
        using var database = await KeptFrom001();
        await new Migrator(database, [Pots, Expand]).Migrate(CancellationToken.None);
        await Change(database, BetweenInsert, "after", 5);
        // A process of 0.0.1 that has not been replaced yet, and one that starts once more.
        await new Migrator(database, [Pots]).Migrate(CancellationToken.None);
        await Change(database, OldInsert, "late", 2);

        Assert.Equal((10L, 1000L), (await Sum(database, OldSum), await Sum(database, BetweenSum)));
    }

    [Fact]
    public async Task The_step_that_contracts_keeps_what_old_processes_wrote_and_0_0_2_can_still_be_read()
    {
        using var database = await KeptFrom001();
        await new Migrator(database, [Pots, Expand]).Migrate(CancellationToken.None);
        await Change(database, BetweenInsert, "after", 5);
        await new Migrator(database, [Pots, Expand, Contract]).Migrate(CancellationToken.None);

        Assert.Equal(800L, await Sum(database, NewSum));
    }

    [Fact]
    public async Task A_step_that_was_edited_after_it_ran_stops_the_upgrade_and_changes_nothing()
    {
        using var database = await KeptFrom001();
        var edited = (Pots.Name, Pots.Text.Replace("{bigint}", "{int}", StringComparison.Ordinal));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new Migrator(database, [edited, Expand]).Migrate(CancellationToken.None));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Sum(database, BetweenSum));
        Assert.Equal(3L, await Sum(database, OldSum));
    }

    /// <summary>A database that 0.0.1 made and wrote in, packed as it is kept, and unpacked.</summary>
    private async Task<Database> KeptFrom001()
    {
        var file = Path.Combine(folder, "0.0.1.db");
        using (var old = Open(file))
        {
            await new Migrator(old, [Pots]).Migrate(CancellationToken.None);
            await Change(old, OldInsert, "first", 3);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var (kept, unpacked) = (file + ".gz", Path.Combine(folder, "unpacked.db"));
        await using (var packed = new GZipStream(File.Create(kept), CompressionLevel.SmallestSize))
        {
            await packed.WriteAsync(await File.ReadAllBytesAsync(file));
        }

        Assert.InRange(new FileInfo(kept).Length, 1, 16 * 1024);
        await using var source = new GZipStream(File.OpenRead(kept), CompressionMode.Decompress);
        await using (var target = File.Create(unpacked))
        {
            await source.CopyToAsync(target);
        }

        return Open(unpacked);
    }

    private static Database Open(string file) => new(Dialect.Sqlite, $"Data Source={file}");

    private static async Task Change(Database database, Sql sql, string id, long pounds)
    {
        await using var transaction = await database.Begin(CancellationToken.None);
        await transaction.Execute(sql, new { id, pounds });
        await transaction.Commit();
    }

    private static async Task<long> Sum(Database database, Sql sql)
    {
        await using var session = await database.Read(CancellationToken.None);
        return await session.One<long>(sql);
    }
}
