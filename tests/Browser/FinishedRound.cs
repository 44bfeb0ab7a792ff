using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>The short demonstration, played to its end: a round with a result, with payments and with stories.</summary>
public class FinishedRound : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

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
        process = await StandaloneProcess.Start(data, await Demo());
        for (var until = DateTime.UtcNow
            + Patience; !process.Output.Contains("Balances to the penny", StringComparison.Ordinal); await Task.Delay(100))
        {
            Assert.True(DateTime.UtcNow < until, $"The demonstration did not come to its end.\n{process.Output}\n{process.Errors}");
        }
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

    /// <summary>What is played, put together in <see cref="Data"/>.</summary>
    protected virtual Task<string[]> Demo() => Task.FromResult<string[]>(["demo", "--quick"]);
}
