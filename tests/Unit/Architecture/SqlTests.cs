using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// Every statement and every migration is read by Microsoft's own T-SQL parser and prepared by SQLite on the real tables.
/// </summary>
public sealed partial class SqlTests
{
    private static readonly Assembly PlatformAssembly = typeof(Migrator).Assembly;

    public static TheoryData<string> Databases => [.. OurCode.WithDatabase.Select(assembly => assembly.GetName().Name!)];

    [Theory, MemberData(nameof(Databases))]
    public void Every_statement_is_t_sql(string name)
    {
        var statements = Statements(name).ToList();

        Assert.NotEmpty(statements);
        Assert.All(statements, statement => Assert.Empty(Faults(statement.Sql.For(Dialect.SqlServer), statement.Field)));
    }

    [Theory, MemberData(nameof(Databases))]
    public void Every_batch_of_every_migration_is_t_sql(string name)
    {
        foreach (var (migration, text) in Scripts(name))
        {
            Assert.All(Migrator.Batches(text, Dialect.SqlServer), batch => Assert.Empty(Faults(batch, migration)));
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_statement_is_understood_by_sqlite_on_the_tables_that_it_is_for(string name)
    {
        await using var tables = await MigratedTables.Create(Assembly.Load(name));
        await using var connection = new SqliteConnection(tables.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var empty = new SqliteConnection("Data Source=:memory:");
        await empty.OpenAsync(TestContext.Current.CancellationToken);

        foreach (var (field, sql) in Statements(name))
        {
            var text = sql.For(Dialect.Sqlite);
            // What makes a table can be prepared only where there is none of that name.
            await using var command = (text.TrimStart().StartsWith("CREATE", StringComparison.Ordinal) ? empty : connection)
                .CreateCommand();
#pragma warning disable CA2100 // These are the statements of the code.
            command.CommandText = text;
#pragma warning restore CA2100
            var failure = Record.Exception(command.Prepare);
            Assert.True(failure is null, $"{field}: {failure?.Message}\n{text}");
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_looked_up_by_a_list_is_found_by_an_index_and_not_among_all_that_shares_its_first_column(string name)
    {
        await using var tables = await MigratedTables.Create(Assembly.Load(name));
        await using var connection = new SqliteConnection(tables.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        var faults = new List<string>();
        foreach (var (field, sql) in Statements(name))
        {
            var text = sql.For(Dialect.Sqlite);
            // States and areas are few, and lists of them sort out what something else has found.
            var lookedUp = LookedUp().Matches(text).Select(match => match.Groups["column"].Value).ToList();
            var columns = lookedUp.Where(column => column is not ("state" or "area_code" or "code" or "END")).ToList();
            var joined = text.Split("json_each").Length - 1 > lookedUp.Count;
            if (columns.Count == 0 && !joined)
            {
                continue;
            }

            var plan = Plan(connection, text);
            faults.AddRange(
                columns.Where(
                column => !plan.Exists(step => step.Contains($"{column}=?", StringComparison.Ordinal)
                || (column == "sequence" && step.Contains("rowid=?", StringComparison.Ordinal))))
                .Select(column => $"{field}, {column}: {string.Join("; ", plan)}"));
            if (joined)
            {
                faults.AddRange(plan.Where(step => step.StartsWith("SCAN", StringComparison.Ordinal)
                    ? !step.Contains("json_each", StringComparison.Ordinal)
                    : step.StartsWith("SEARCH", StringComparison.Ordinal) && !step.Contains("=? AND ", StringComparison.Ordinal)
                        && !step.Contains("rowid=?", StringComparison.Ordinal) && !FindsOne(connection, step))
                    .Select(step => $"{field}: {step}"));
            }
        }

        Assert.Empty(faults);
    }

    // A key of one column is found by that column.
    private static bool FindsOne(SqliteConnection connection, string step)
    {
        if (SearchedIndex().Match(step) is not { Success: true } found)
        {
            return false;
        }

        using var ask = connection.CreateCommand();
        ask.CommandText = """
            SELECT COUNT(*) FROM sqlite_master, pragma_index_list(sqlite_master.name) AS list
            WHERE sqlite_master.type = 'table' AND list.name = $name AND list."unique" = 1
                AND (SELECT COUNT(*) FROM pragma_index_info(list.name)) = 1
            """;
        ask.Parameters.AddWithValue("$name", found.Groups["index"].Value);
        return (long)ask.ExecuteScalar()! == 1;
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_may_be_left_out_narrows_what_something_else_has_found_by_an_index(string name)
    {
        await using var tables = await MigratedTables.Create(Assembly.Load(name));
        await using var connection = new SqliteConnection(tables.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        // A server makes one plan for both cases, and it is the one for everything: where that is a lot they are two statements.
        Assert.Empty(
            from statement in Statements(name)
            let text = statement.Sql.For(Dialect.Sqlite)
            where LeftOut().IsMatch(text)
            from step in Plan(connection, text)
                // Neither a list that was given, nor what the statement itself has put together, is a table.
            where step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains("json_each", StringComparison.Ordinal)
                && !text.Contains($") {step.Split(' ')[1]}", StringComparison.Ordinal)
                && !step.StartsWith("SCAN (subquery-", StringComparison.Ordinal)
            select $"{statement.Field}: {step}");
    }

    [Fact]
    public void Every_statement_stands_in_a_field_where_these_tests_find_it()
    {
        var elsewhere = OurCode.Sources("*.cs", "services", "gateway")
            // The migrator runs what stands in files, which other tests read.
            .Where(path => Path.GetFileName(path) != "Migrator.cs")
            .SelectMany(
                path => File.ReadLines(path).Where(line => line.Contains("new Sql(", StringComparison.Ordinal)
                && !line.Contains("static readonly Sql", StringComparison.Ordinal)).Select(line => $"{path}: {line.Trim()}"));
        Assert.Empty(elsewhere);

        var hidden = OurCode.Assemblies.SelectMany(assembly => assembly.GetTypes())
            // Its statements are made once for each table; the tests above find them through whoever keeps files.
            .Where(type => type != typeof(FilePieces))
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
                && !type.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(
                BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(field => (field.FieldType == typeof(Sql) && !(field.IsStatic && field.IsInitOnly)) || field.FieldType == typeof(Sql[])
                || field.FieldType.GenericTypeArguments.Contains(typeof(Sql)))
            .Select(field => $"{field.DeclaringType}.{field.Name}");
        Assert.Empty(hidden);
    }

    [Fact]
    public void What_the_page_for_the_one_who_runs_it_says_in_sql_is_t_sql()
    {
        var blocks = File.ReadAllText(Path.Combine(Repository.Root, "eng", "RUNNING.md")).Split("```sql\n").Skip(1)
            .Select(block => block.Split("```")[0]).ToList();

        Assert.True(blocks.Count >= 3);
        Assert.All(blocks, block => Assert.Empty(Faults(block, "eng/RUNNING.md")));
    }

    [Fact]
    public void The_step_that_makes_logins_is_t_sql_and_gives_no_right_at_the_server()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "eng", "sqlserver", "logins.sql"));
        Assert.Empty(Faults(text, "eng/sqlserver/logins.sql"));
        Assert.All((string[])["proposals", "voting", "grants", "accountability", "people"], service => Assert.Contains(
            $"N'participatory_{service}', N'$({service.ToUpperInvariant()}_DATABASE_PASSWORD)'", text, StringComparison.Ordinal));
        Assert.DoesNotMatch("(?i)sysadmin|dbcreator|securityadmin|SERVER ROLE|CONTROL", text);
    }

    [Fact]
    public void The_parser_would_notice()
    {
        Assert.NotEmpty(Faults("SELECT a FROM b LIMIT 1", "limit"));
        Assert.NotEmpty(Faults("INSERT INTO a (b) VALUES (1) ON CONFLICT DO NOTHING", "conflict"));
        Assert.NotEmpty(Faults("SELECT a || b FROM c", "concatenation"));
        Assert.NotEmpty(Faults("SELECT a FROM b WHERE c IN @list", "a list that Dapper would write out"));
        Assert.Empty(Faults("SELECT a FROM b WITH (UPDLOCK) ORDER BY a OFFSET 0 ROWS FETCH NEXT @n ROWS ONLY", "fine"));
    }

    private static List<string> Plan(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // These are the statements of the code.
        command.CommandText = "EXPLAIN QUERY PLAN " + text;
#pragma warning restore CA2100
        foreach (var parameter in Parameter().Matches(text).Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            command.Parameters.AddWithValue(parameter, DBNull.Value);
        }

        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    [GeneratedRegex(@"\b(?<column>\w+) IN\s+\(SELECT item\s+FROM \(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LookedUp();

    [GeneratedRegex(@"@\w+ (=|IS) (''|NULL|0) OR", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LeftOut();

    [GeneratedRegex(@"USING (COVERING )?INDEX (?<index>\w+) \(\w+=\?\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SearchedIndex();

    [GeneratedRegex(@"@\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    /// <summary>The statements of an assembly and of the platform, which run on its tables, too.</summary>
    internal static IEnumerable<(string Field, Sql Sql)> Statements(string name) =>
        from assembly in new[] { PlatformAssembly, Assembly.Load(name) }
        from type in assembly.GetTypes()
        where !type.ContainsGenericParameters
        from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where field.FieldType == typeof(Sql) || field.FieldType == typeof(FilePieces)
        from sql in SqlOf(field.GetValue(null)!)
        select ($"{type.FullName}.{field.Name}", sql);

    // Files in pieces are kept by statements that are made once for each table.
    private static IEnumerable<Sql> SqlOf(object value) => value is Sql sql ? [sql] : value.GetType()
        .GetFields(BindingFlags.NonPublic | BindingFlags.Instance).Where(field => field.FieldType == typeof(Sql))
            .Select(field => (Sql)field.GetValue(value)!);

    private static IEnumerable<(string Name, string Text)> Scripts(string name) =>
        Migrator.Scripts(PlatformAssembly).Concat(Migrator.Scripts(Assembly.Load(name)));

    private static IEnumerable<string> Faults(string text, string where)
    {
        using var reader = new StringReader(text);
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var faults);
        return faults.Select(fault => $"{where}, line {fault.Line}: {fault.Message}\n{text}");
    }
}
