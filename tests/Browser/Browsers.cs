using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>A Chromium of the system's own, which is asked to reach for nothing but the pages.</summary>
internal sealed class Browsers : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser chromium;

    private Browsers(IPlaywright playwright, IBrowser chromium)
    {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    public static async Task<Browsers> Start()
    {
        var path = Needs.Chromium();
        var playwright = await Playwright.CreateAsync();
        var chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                // A microphone that beeps, and a person who says yes to it.
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
            ],
        });
        return new Browsers(playwright, chromium);
    }

    /// <summary>Somebody's own browser, with nothing in it.</summary>
    public async Task<IBrowserContext> Open(Uri pages, Screen screen, bool script = true, bool bypassPolicy = false)
    {
        var browser = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = pages.ToString(),
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            JavaScriptEnabled = script,
            BypassCSP = bypassPolicy,
            Locale = "en-GB",
        });
        // Longer than anything takes on a busy machine: only a test that fails waits for it.
        browser.SetDefaultTimeout(120_000);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await chromium.CloseAsync();
        playwright.Dispose();
    }
}

/// <summary>The size of a screen in CSS pixels.</summary>
internal readonly record struct Screen(int Width, int Height);

/// <summary>The screens on which everything is looked at.</summary>
internal static class Screens
{
    public static Screen[] All => [new(1280, 800), new(360, 740)];

    public static TheoryData<int, int> Both => new() { { 1280, 800 }, { 360, 740 } };

    public static TheoryData<int, int> Phone => new() { { 360, 740 } };

    /// <summary>
    /// With scripts and without them. Tests of the gateway send each form without scripts, so one of both is a sample.
    /// </summary>
    /// <param name="sample">Whether scripts run where not everything does.</param>
    public static TheoryData<bool> Scripts(bool sample) => Needs.FullRuns ? [false, true] : [sample];
}
