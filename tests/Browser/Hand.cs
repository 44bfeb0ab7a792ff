using Microsoft.Playwright;

namespace Participatory.Tests.Browser;

/// <summary>What somebody does at a page: open, write, tick and press. Everything outside &lt;main&gt; is left alone.</summary>
internal sealed class Hand(IPage page)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Address => page.Url;

    public async Task Open(string path)
    {
        var answer = await page.GotoAsync(path);
        Assert.True(answer!.Ok, $"{path} answers {answer.Status}.");
    }

    public Task Write(string field, string words) => page.Locator($"#{field}").FillAsync(words);

    public Task Tick(string what) => In(what).CheckAsync();

    public Task Pick(string what, string label) => In(what).SelectOptionAsync(new SelectOptionValue { Label = label });

    public Task<string> Read(string what) => In(what).InnerTextAsync();

    public Task<int> Count(string what) => page.Locator("main").Locator(what).CountAsync();

    public Task Attach(string field, string name, string type, byte[] bytes) =>
        page.Locator($"#{field}").SetInputFilesAsync(new FilePayload { Name = name, MimeType = type, Buffer = bytes });

    /// <summary>A real JPEG: this page as it looks now.</summary>
    public Task<byte[]> Photo() => page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg });

    /// <summary>Presses the first of <paramref name="what"/>, and waits for what the next page shows by it.</summary>
    public async Task Press(string what, string then)
    {
        try
        {
            await In(what).ClickAsync(new LocatorClickOptions { Timeout = 60_000 });
            await page.Locator(then).First.WaitForAsync(
                new LocatorWaitForOptions { State = WaitForSelectorState.Attached, Timeout = 60_000 });
        }
        catch (TimeoutException late)
        {
            var read = await page.Locator("main").InnerTextAsync();
            throw new InvalidOperationException($"After {what} there is no {then} on {page.Url}, which says:\n{read}", late);
        }
    }

    /// <summary>Takes the next step of a round from the council's page of it, and confirms it.</summary>
    public async Task Decide(string round, string step, string? next, string? reason)
    {
        await Open($"/council/rounds/{round}");
        await Press($"a[data-step={step}]", then: "form[action*='/decide']");
        if (reason is not null)
        {
            await Write("Reason", reason);
        }

        if (await Count("#Looked") > 0)
        {
            await Tick("#Looked");
        }

        await Press("form[action*='/decide'] button", next is null
            ? $"main:not(:has([data-step={step}])):not(:has(form[action*='/decide']))" : $"a[data-step={next}]");
    }

    /// <summary>Loads a page again and again until another service has done its part.</summary>
    public async Task Eventually(string path, string shows)
    {
        for (var until = DateTime.UtcNow + Patience; ; await Task.Delay(100))
        {
            await page.GotoAsync(path);
            if (await page.Locator(shows).CountAsync() > 0)
            {
                return;
            }

            Assert.True(DateTime.UtcNow < until, $"{path} never showed {shows}. It says:\n{await page.Locator("main").InnerTextAsync()}");
        }
    }

    private ILocator In(string what) => page.Locator("main").Locator(what).First;
}
