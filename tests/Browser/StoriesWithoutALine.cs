using Microsoft.Playwright;

namespace Participatory.Tests.Browser;

/// <content>Away from any line: words, photos and voice notes wait on the telephone.</content>
public sealed partial class StoryTests
{
    [Fact]
    public async Task A_story_sent_without_a_line_is_kept_and_sent_once_however_often_the_line_comes_back()
    {
        var id = await asked.Ask(300);
        await using var phone = await asked.Browsers.Open(asked.Pages, Small);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(await asked.LinkTo(id));
        await page.FillAsync("#Words", "It rained, and nobody");
        await page.Locator("[data-story-state]:has-text('Saved')").WaitForAsync();

        // Away: what is typed now stays on the telephone.
        await Away(page);
        await page.FillAsync("#Words", "It rained, and nobody went home.");
        await page.Locator("[data-story-state]:has-text('saved on this phone')").WaitForAsync();
        await phone.SetOfflineAsync(false);
        await page.Locator("[data-story-state]:has-text('You can close this page')").WaitForAsync();
        await page.GotoAsync($"/my/stories/{id}");
        Assert.Equal("It rained, and nobody went home.", await page.InputValueAsync("#Words"));

        await page.ClickAsync("button.govuk-button[name=go][value=next]");
        await page.Locator("#Content").WaitForAsync();
        await page.ClickAsync("button.govuk-button[name=go][value=next]");
        await page.CheckAsync("input[name=Audience][value=Everybody]");
        await Away(page);
        await page.ClickAsync("button[name=go][value=send]");
        await page.Locator("[data-story-state]:has-text('saved on this phone')").WaitForAsync();
        Assert.Equal((0, 0), await asked.Sent(id));

        // The line comes back three times; the first two times the answer is lost after the story has arrived.
        var tried = 0;
        await page.RouteAsync($"**/my/stories/{id}", async route =>
        {
            if (route.Request.Method == "POST" && ++tried <= 2)
            {
                await route.FetchAsync(new RouteFetchOptions { MaxRedirects = 0 });
                await route.AbortAsync("connectionreset");
                return;
            }

            await route.ContinueAsync();
        });
        for (var i = 0; i < 3; i++)
        {
            await phone.SetOfflineAsync(false);
            await Task.Delay(1_000);
            await Away(page);
        }

        await phone.SetOfflineAsync(false);
        await page.Locator(".govuk-notification-banner--success").WaitForAsync();
        Assert.True(tried >= 3, $"It was sent {tried} times.");
        Assert.Equal((1, 1), await asked.Sent(id));
        Assert.Equal(0, await page.EvaluateAsync<int>("() => Object.keys(localStorage).filter(key => key.startsWith('story of')).length"));
    }

    [Fact]
    public async Task A_photo_and_a_voice_chosen_without_a_line_wait_on_the_phone_and_are_sent_once_however_often_it_comes_back()
    {
        var id = await asked.Ask(250);
        await using var phone = await asked.Browsers.Open(asked.Pages, Small);
        var page = await phone.NewPageAsync();
        var picture = await page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg });
        await page.GotoAsync(await asked.LinkTo(id));
        await Away(page);
        await page.ClickAsync("summary");
        await page.SetInputFilesAsync("#Sound", new FilePayload { Name = "said.wav", MimeType = "audio/wav", Buffer = OneSecond() });
        await page.ClickAsync("button.govuk-button[name=go][value=next]");
        await Says("saved on this phone");
        Assert.Equal(0, await asked.Count("voice", id));

        // The line comes back three times; the first two times the answer is lost after the file has arrived. How often it is
        // tried then is the line's affair.
        var tried = 0;
        await page.RouteAsync("**/my/stories/*?handler=File", async route =>
        {
            if (++tried <= 2)
            {
                await route.FetchAsync(new RouteFetchOptions { MaxRedirects = 0 });
                await route.AbortAsync("connectionreset");
                return;
            }

            await route.ContinueAsync();
        });
        // The words are kept at the same time; that they are does not hide what became of the file.
        var wordsAreSlow = false;
        await page.RouteAsync("**/my/stories/*?handler=Draft", async route =>
        {
            await Task.Delay(wordsAreSlow ? 1_000 : 0);
            await route.ContinueAsync();
        });
        await ComesBackThreeTimes();
        await Arrived(voices: 1, photos: 0);

        await page.ClickAsync("button.govuk-button[name=go][value=next]");
        await page.Locator("#Content").WaitForAsync();
        await Away(page);
        await page.SetInputFilesAsync("#Content", new FilePayload { Name = "1.jpg", MimeType = "image/jpeg", Buffer = picture });
        await page.ClickAsync("button.govuk-button--secondary");
        await Says("whether anyone can be recognised");
        await page.CheckAsync("input[name=Recognised][value=Nobody]");
        await page.ClickAsync("button.govuk-button--secondary");
        await Says("saved on this phone");
        Assert.Equal("", await page.InputValueAsync("#Content"));
        await ComesBackThreeTimes();
        await Arrived(voices: 1, photos: 1);

        // Where there is a line that does not carry, it is tried again without anybody doing anything.
        await Away(page);
        await page.SetInputFilesAsync("#Content", new FilePayload { Name = "1.jpg", MimeType = "image/jpeg", Buffer = picture });
        await page.CheckAsync("input[name=Recognised][value=Nobody]");
        await page.ClickAsync("button.govuk-button--secondary");
        await Says("saved on this phone");
        await phone.SetOfflineAsync(false);
        await Says("We have everything that was waiting");
        await Arrived(voices: 1, photos: 2);

        // What is refused does not wait for ever, and the page says why.
        await Away(page);
        await page.SetInputFilesAsync("#Content", new FilePayload { Name = "2.jpg", MimeType = "image/jpeg", Buffer = picture[..^9] });
        await page.CheckAsync("input[name=Recognised][value=Nobody]");
        await page.ClickAsync("button.govuk-button--secondary");
        await Says("saved on this phone");
        await page.UnrouteAllAsync();
        await phone.SetOfflineAsync(false);
        await Says("photo");
        await page.GotoAsync($"/my/stories/{id}");
        Assert.Equal(0, await page.EvaluateAsync<int>($"async () => (await {Waiting}).length"));
        Assert.Equal((2, 1), (await asked.Count("photo", id), await asked.Count("voice", id)));

        Task Says(string what) => page.Locator($"[data-story-state]:has-text('{what}')").WaitForAsync();

        async Task Arrived(int voices, int photos)
        {
            Assert.Equal((voices, photos), (await asked.Count("voice", id), await asked.Count("photo", id)));
            Assert.True(tried >= 3, $"It was sent {tried} times.");
            tried = 0;
        }

        async Task ComesBackThreeTimes()
        {
            for (var i = 0; i < 3; i++)
            {
                await phone.SetOfflineAsync(false);
                await Task.Delay(1_000);
                await Away(page);
            }

            wordsAreSlow = true;
            await page.RunAndWaitForResponseAsync(() => phone.SetOfflineAsync(false), "**/my/stories/*?handler=Draft");
            wordsAreSlow = false;
            await Task.Delay(500);
            await Says("We have everything that was waiting");
        }
    }

    // Not before the page is there whole, with its script: a page that was half there when the line went is the browser's affair.
    private static async Task Away(IPage page)
    {
        await page.WaitForLoadStateAsync();
        await page.Context.SetOfflineAsync(true);
    }

    /// <summary>What still waits in the browser.</summary>
    private const string Waiting = """
        new Promise((resolve) => {
          const opening = indexedDB.open("stories", 1);
          opening.onsuccess = () => {
            const all = opening.result.transaction("files").objectStore("files").getAll();
            all.onsuccess = () => resolve(all.result);
          };
        })
        """;

    /// <summary>A WAV of one quiet second: one channel, 8,000 samples of 8 bits.</summary>
    private static byte[] OneSecond()
    {
        using var wav = new MemoryStream();
        using var writer = new BinaryWriter(wav);
        writer.Write("RIFF"u8);
        writer.Write(36 + 8_000);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(8_000);
        writer.Write(8_000);
        writer.Write((short)1);
        writer.Write((short)8);
        writer.Write("data"u8);
        writer.Write(8_000);
        writer.Write(Enumerable.Repeat((byte)128, 8_000).ToArray());
        return wav.ToArray();
    }
}
