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

    /// <summary>Opens the house on <see cref="Data"/>, with a round in it that is over.</summary>
    private protected virtual async Task<StandaloneProcess> Open()
    {
        await played.CopyTo(data);
        return await StandaloneProcess.Start(data);
    }
}
