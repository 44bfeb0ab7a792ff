using Microsoft.Data.Sqlite;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>The short demonstration, played to its end: a round with a result, with payments and with stories.</summary>
public class FinishedRound(PlayedDemo played) : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("participatory-browser-").FullName;
    private StandaloneProcess? process;
    private Browsers? browsers;

    internal Browsers Browsers => browsers!;

    /// <summary>The folder with its databases.</summary>
    public string Data => data;

    public Uri Pages => process!.Pages;

    public virtual async ValueTask InitializeAsync()
    {
        browsers = await Browsers.Start();
        process = await Open();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        if (browsers is not null)
        {
            await browsers.DisposeAsync();
        }

        Directory.Delete(data, recursive: true);
    }

    /// <summary>Of a grant of the volunteer of which the story is in.</summary>
    public async Task<string> Told(string column)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "accountability.db")}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // These are the columns above.
        command.CommandText = $"SELECT {column} FROM report WHERE round_id = 'elm-park-quick-1' AND project_id = '1'";
#pragma warning restore CA2100
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Opens the house on <see cref="Data"/>, with a round in it that is over.</summary>
    private protected virtual async Task<StandaloneProcess> Open()
    {
        await played.CopyTo(data);
        return await StandaloneProcess.Start(data);
    }
}
