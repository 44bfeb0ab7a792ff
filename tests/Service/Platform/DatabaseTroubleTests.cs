using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.Data.SqlClient;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Platform;

/// <summary>What a database server says when something is wrong with it, and what we make of it.</summary>
public sealed class DatabaseTroubleTests
{
    private static readonly Sql CreateNote = new("CREATE TABLE note (note_id {id} NOT NULL PRIMARY KEY)");
    private static readonly Sql InsertNote = new("INSERT INTO note (note_id) VALUES (@id)");
    private static readonly Sql CountNotes = new("SELECT COUNT(*) FROM note");

    [Fact]
    public async Task A_server_that_is_not_there_or_hangs_up_is_trouble_that_passes()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var hangingUp = Task.Run(async () =>
        {
            using var call = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        }, TestContext.Current.CancellationToken);
        Assert.True(Dialect.IsTransient(await Failure(port)));
        await hangingUp;

        listener.Stop();
        Assert.True(Dialect.IsTransient(await Failure(port)));
    }

    [Theory]
    [InlineData(0, 20), InlineData(0, 24), InlineData(1205, 13), InlineData(-2, 11), InlineData(233, 20), InlineData(10054, 20)]
    [InlineData(18401, 14), InlineData(921, 14), InlineData(922, 14), InlineData(927, 14), InlineData(6005, 10), InlineData(17142, 14)]
    [InlineData(596, 21), InlineData(1204, 19), InlineData(701, 17), InlineData(8645, 17), InlineData(10928, 20), InlineData(10929, 20)]
    [InlineData(976, 14), InlineData(983, 14), InlineData(9001, 21), InlineData(4060, 11), InlineData(40613, 20)]
    public void What_passes_by_itself_is_tried_again_wherever_it_stands_among_the_errors(int number, byte severity)
    {
        Assert.True(Dialect.IsTransient(Said((number, severity))));
        Assert.True(Dialect.IsTransient(Said((3621, 0), (number, severity))));
    }

    [Theory]
    // A command that was called off, a fault of ours, a key that is there already, and a trigger's refusal.
    [InlineData(0, 11), InlineData(207, 16), InlineData(2627, 14), InlineData(50001, 16)]
    public void What_will_not_be_better_next_time_is_not(int number, byte severity) =>
        Assert.False(Dialect.IsTransient(Said((number, severity))));

    [Fact]
    public void A_full_database_and_a_key_that_is_there_are_known_behind_other_errors()
    {
        Assert.True(Dialect.CannotKeep(Said((3621, 0), (1105, 17))));
        Assert.True(Dialect.IsUniqueViolation(Said((3621, 0), (2627, 14))));
        Assert.True(Dialect.IsTransient(new NoConnectionLeft(new InvalidOperationException())));
    }

    [Theory, EveryDatabase]
    public async Task Nothing_is_done_in_a_transaction_that_the_server_has_ended(string engine)
    {
        await using var test = await TestDatabase.Create(engine);
        using var database = new Database(Dialect.Named(engine), test.ConnectionString);
        await using (var making = await database.Begin(CancellationToken.None))
        {
            await making.Execute(CreateNote);
            await making.Commit();
        }

        await using (var transaction = await database.Begin(CancellationToken.None))
        {
            await transaction.Execute(InsertNote, new { id = "before" });
            await transaction.Execute(new("ROLLBACK"));

            await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.Execute(InsertNote, new { id = "after" }));
            await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.One<long>(CountNotes));
            await Assert.ThrowsAnyAsync<Exception>(transaction.Commit);
        }

        await using var session = await database.Read(CancellationToken.None);
        Assert.Equal(0, await session.One<long>(CountNotes));
    }

    [Theory, EveryDatabase]
    public async Task Names_that_look_alike_are_different_names(string engine)
    {
        await using var test = await TestDatabase.Create(engine);
        using var database = new Database(Dialect.Named(engine), test.ConnectionString);
        string[] alike = ["a1", "A1", "a\u00AD1", "a\u200B1", "\uFF411", "á1", "a\u03011", "ß", "ss", "\uFF53s"];
        await using var transaction = await database.Begin(CancellationToken.None);
        await transaction.Execute(new("CREATE TABLE called (name {name} NOT NULL PRIMARY KEY, body {text} NOT NULL)"));
        foreach (var name in alike)
        {
            await transaction.Execute(new("INSERT INTO called (name, body) VALUES (@name, @name)"), new { name });
        }

        Assert.Equal(alike.Length, await transaction.One<long>(new("SELECT COUNT(*) FROM called")));
        Assert.Equal(1, await transaction.One<long>(new("SELECT COUNT(*) FROM called WHERE body = @name"), new { name = "ss" }));
    }

    private static async Task<SqlException> Failure(int port)
    {
        var server = $"Server=tcp:127.0.0.1,{port};Database=nowhere;User Id=nobody;Password=none";
        using var database = new Database(Dialect.SqlServer, $"{server};Encrypt=false;Connect Timeout=2;Connect Retry Count=0");
        return await Assert.ThrowsAsync<SqlException>(() => database.Read(TestContext.Current.CancellationToken));
    }

    /// <summary>An exception as the provider makes it of what a server says; it lets nobody else make one.</summary>
    private static SqlException Said(params (int Number, byte Class)[] errors)
    {
        const BindingFlags ours = BindingFlags.NonPublic | BindingFlags.Instance;
        var all = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        var making = typeof(SqlError).GetConstructors(ours).OrderBy(one => one.GetParameters().Length).First();
        foreach (var (number, severity) in errors)
        {
            var error = making.Invoke([.. making.GetParameters().Select(object? (parameter) => parameter.Name switch
            {
                "infoNumber" => number,
                "errorClass" => severity,
                _ when parameter.ParameterType == typeof(string) => "",
                _ when parameter.HasDefaultValue => parameter.DefaultValue,
                _ => parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null,
            })]);
            typeof(SqlErrorCollection).GetMethod("Add", ours)!.Invoke(all, [error]);
        }

        var make = typeof(SqlException).GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(method => method.Name == "CreateException" && method.GetParameters()[0].ParameterType == typeof(SqlErrorCollection))
            .OrderBy(method => method.GetParameters().Length).First();
        return (SqlException)make.Invoke(null, [.. make.GetParameters().Select(object? (parameter) =>
            parameter.ParameterType == typeof(SqlErrorCollection) ? all : parameter.ParameterType == typeof(string) ? "" : null)])!;
    }
}
