using System.Reflection;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using AccountabilityRooms = Participatory.Accountability.AccountabilityService;

namespace Participatory.Tests.Service.Platform;

public sealed class MigratorTests
{
    private static readonly Assembly Migrations = typeof(AccountabilityRooms).Assembly;
    private static readonly Sql CountVersions = new("SELECT COUNT(*) FROM schema_version");
    private static readonly Sql CountReports = new("SELECT COUNT(*) FROM report");
    private static readonly Sql InsertRound = new("""
        INSERT INTO round (round_id, title, currency, pay_within_days, answer_within_days, story_after_days, sentence_up_to_minor,
            questions_up_to_minor) VALUES ('a', 'A', 'GBP', 1, 1, 1, 50000, 500000)
        """);
    private static readonly Sql CountRounds = new("SELECT COUNT(*) FROM round");
    private static readonly Sql ChangeChecksum = new("UPDATE schema_version SET checksum = 'another' WHERE name = '0001_reports'");

    /// <summary>How many files there are: the platform's own and the service's.</summary>
    private static long Scripts => Migrator.Scripts(typeof(Migrator).Assembly).Concat(Migrator.Scripts(Migrations)).LongCount();

    [Theory, EveryDatabase]
    public async Task Migrations_run_once_and_data_stays(string engine)
    {
        await using var test = await TestDatabase.Create(engine);
        using var database = new Database(Dialect.Named(engine), test.ConnectionString);
        await new Migrator(database, Migrations).Migrate(CancellationToken.None);
        await Change(database, InsertRound);

        await new Migrator(database, Migrations).Migrate(CancellationToken.None);

        Assert.Equal((Scripts, 1L), (await Count(database, CountVersions), await Count(database, CountRounds)));
    }

    [Theory, EveryDatabase]
    public async Task A_migration_that_was_changed_after_it_ran_stops_the_start_and_changes_nothing(string engine)
    {
        await using var test = await TestDatabase.Create(engine);
        using var database = new Database(Dialect.Named(engine), test.ConnectionString);
        await new Migrator(database, Migrations).Migrate(CancellationToken.None);
        await Change(database, InsertRound);
        await Change(database, ChangeChecksum);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => new Migrator(database, Migrations).Migrate(CancellationToken.None));

        Assert.Contains("0001_reports", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Count(database, CountRounds));
    }

    [Theory, EveryDatabase]
    public async Task Several_that_start_together_make_the_database_and_migrate_it_once(string engine)
    {
        // Nobody has made the database; the first of them does.
        await using var test = TestDatabase.Named(engine);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            // Each has its own way to the file, as processes do.
            using var database = new Database(Dialect.Named(engine), test.ConnectionString);
            await new Migrator(database, Migrations).Migrate(CancellationToken.None);
        })));

        using var afterwards = new Database(Dialect.Named(engine), test.ConnectionString);
        Assert.Equal((Scripts, 0L), (await Count(afterwards, CountVersions), await Count(afterwards, CountReports)));
    }

    [Fact]
    public void Migrations_run_in_the_order_of_their_names()
    {
        var names = Migrator.Scripts(Migrations).Select(script => script.Name).ToList();

        Assert.NotEmpty(names);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void Parts_for_one_engine_and_batches_are_told_apart()
    {
        const string text =
            "CREATE TABLE a (b {id});\r\nGO\n--@sqlite\nonly here {text}\n--@end\n--@sqlserver\nonly there {text}\nGO\n--@end\nboth {bool}";

        Assert.Equal(["CREATE TABLE a (b TEXT);\n", "only here TEXT\n", "both INTEGER\n"], Migrator.Batches(text, Dialect.Sqlite)
            .Where(batch => batch.Length > 0));
        Assert.Equal(
            ["CREATE TABLE a (b nvarchar(100) COLLATE Latin1_General_100_BIN2);\n",
                "only there nvarchar(max) COLLATE Latin1_General_100_BIN2\n", "both bit\n"],
            Migrator.Batches(text, Dialect.SqlServer).Where(batch => batch.Length > 0));
        Assert.Throws<ArgumentException>(() => Migrator.Batches("a {nonsense}", Dialect.Sqlite).ToList());
    }

    private static async Task Change(Database database, Sql sql)
    {
        await using var transaction = await database.Begin(CancellationToken.None);
        await transaction.Execute(sql);
        await transaction.Commit();
    }

    private static async Task<long> Count(Database database, Sql sql)
    {
        await using var session = await database.Read(CancellationToken.None);
        return await session.One<long>(sql);
    }
}
