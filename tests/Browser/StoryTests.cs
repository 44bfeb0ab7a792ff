using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>Telling a story on the smallest telephone that is about, from the link to "Thank you".</summary>
public sealed partial class StoryTests(AskedVolunteer asked, ITestOutputHelper output) : IClassFixture<AskedVolunteer>
{
    private static readonly Screen Small = new(320, 568);

    [Fact]
    public async Task From_the_link_to_a_story_with_a_photo_and_a_voice_in_four_screens_at_most()
    {
        var id = await asked.Ask(400);
        var link = await asked.LinkTo(id);
        await using var phone = await asked.Browsers.Open(asked.Pages, Small, bypassPolicy: true);
        var page = await phone.NewPageAsync();
        var axe = await Axe.Load();
        var (screens, clicks) = (0, 0);
        await page.GotoAsync(link);
        await Screen("textarea#Words");

        await page.FillAsync("#Words", "Forty people came, and a dog.");
        await Click("summary");
        await Click("[data-recorder] button");
        await page.Locator("[data-recorder] [role=status]:has-text('We are recording')").WaitForAsync();
        await Task.Delay(1200);
        await Click("[data-recorder] button");
        await page.Locator("[data-recorder] [role=status]:has-text('Your message is recorded')").WaitForAsync();
        // "Continue" sends what was recorded along: nobody means to leave it behind.
        await Click("button.govuk-button[name=go][value=next]");
        await Screen("#Content");

        await page.SetInputFilesAsync(
            "#Content", new FilePayload
            {
                Name = "IMG_1.jpg", MimeType = "image/jpeg",
                Buffer = await page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg })
            });
        clicks++;
        await page.FillAsync("#AltText", "A long table in the street");
        await Click("label[for=Recognised-2]");
        await Click("label[for=TheySaidYes]");
        await Click("button.govuk-button[name=go][value=next]");
        await Screen("#ToldBy");

        await Click("label[for=Audience]");
        await Click("button[name=go][value=send]");
        await Screen(".govuk-notification-banner--success");

        output.WriteLine($"{screens} screens, {clicks} clicks.");
        Assert.InRange(screens, 1, 4);
        Assert.InRange(clicks, 1, 14);
        Assert.Equal((1, 1), await asked.Sent(id));
        await HasAllParts(id);

        // The link reaches this story and nothing else.
        await page.GotoAsync("/my/grants");
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);

        async Task Screen(string shows)
        {
            await page.Locator(shows).First.WaitForAsync();
            screens++;
            await axe.Look(page);
        }

        Task Click(string what)
        {
            clicks++;
            return page.Locator($"main {what}").First.ClickAsync();
        }
    }

    [Fact]
    public async Task With_the_keyboard_alone()
    {
        var id = await asked.Ask(500);
        await using var phone = await asked.Browsers.Open(asked.Pages, Small);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(await asked.LinkTo(id));
        var keys = 0;

        await To("Words");
        await page.Keyboard.TypeAsync("We sang.");
        await To("", "SUMMARY");
        await Press("Enter");
        await To("", "BUTTON", "Start recording");
        await Press("Enter");
        await page.Locator("[role=status]:has-text('We are recording')").WaitForAsync();
        await Task.Delay(500);
        await Press("Enter");
        await page.Locator("[role=status]:has-text('Your message is recorded')").WaitForAsync();
        await To("", "BUTTON", "Continue");
        await Press("Enter");
        await page.Locator("#Content").WaitForAsync();
        await To("", "BUTTON", "Continue");
        await Press("Enter");
        await page.Locator("#ToldBy").WaitForAsync();
        await To("Audience");
        await Press("Space");
        await To("", "BUTTON", "Send my story");
        await Press("Enter");
        await page.Locator(".govuk-notification-banner--success").WaitForAsync();

        output.WriteLine($"{keys} keys beside the words.");
        Assert.Equal((1, 1), await asked.Sent(id));

        Task Press(string key)
        {
            keys++;
            return page.Keyboard.PressAsync(key);
        }

        async Task To(string elementId, string tag = "", string text = "")
        {
            for (var i = 0; i < 40; i++)
            {
                await Press("Tab");
                var here = await page.EvaluateAsync<string[]>(
                    "() => [document.activeElement.id, document.activeElement.tagName, document.activeElement.innerText]");
                if ((elementId.Length == 0 || here[0] == elementId) && (tag.Length == 0 || here[1] == tag)
                    && (text.Length == 0 || here[2].Trim() == text))
                {
                    // Whoever sees the page sees where they are.
                    Assert.True(await page.EvaluateAsync<bool>(
                        "() => { const box = document.activeElement.getBoundingClientRect(); return box.width > 1 && box.height > 1; }"));
                    return;
                }
            }

            Assert.Fail($"The key Tab never led to {elementId}{tag} {text}.");
        }
    }

    [Fact]
    public async Task What_is_taken_back_goes_from_page_wall_feed_data_frame_and_file()
    {
        var id = await asked.Ask(200);
        await using var browser = await asked.Browsers.Open(asked.Pages, Small, script: false);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(await asked.LinkTo(id));
        await page.FillAsync("#Words", "Words that are regretted.");
        await page.ClickAsync("button.govuk-button[name=go][value=next]");
        await page.SetInputFilesAsync(
            "#Content", new FilePayload
            {
                Name = "1.jpg", MimeType = "image/jpeg",
                Buffer = await page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg })
            });
        await page.CheckAsync("input[name=Recognised][value=Nobody]");
        await page.ClickAsync("button.govuk-button[name=go][value=next]");
        await page.CheckAsync("input[name=Audience][value=Everybody]");
        await page.ClickAsync("button[name=go][value=send]");
        var photo = await page.Locator(".photos img").GetAttributeAsync("src");

        using var other = new HttpClient { BaseAddress = asked.Pages };
        string[] places = [$"/stories/{id}", "/stories", "/stories.atom", "/stories.json", $"/stories/{id}/embed"];
        foreach (var place in places)
        {
            var text = await other.GetStringAsync(new Uri(place, UriKind.Relative));
            Assert.Contains("Words that are regretted.", text, StringComparison.Ordinal);
            Assert.Contains(photo!, text, StringComparison.Ordinal);
        }

        using var seen = await other.GetAsync(new Uri(photo!, UriKind.Relative));
        Assert.Contains("no-cache", seen.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        // A cache that has it asks whether it may still show it.
        using (var again = await AskAgain(other, photo!, seen.Headers.ETag!.ToString()))
        {
            Assert.Equal(System.Net.HttpStatusCode.NotModified, again.StatusCode);
        }

        for (var part = 0; part < 2; part++)
        {
            await page.ClickAsync("summary:has-text('Remove a photo or some words')");
            await page.Locator(".waiting form button").First.ClickAsync();
            await page.Locator("main:has-text('removed a part of this story')").WaitForAsync();
        }

        foreach (var place in places)
        {
            using var answer = await other.GetAsync(new Uri(place, UriKind.Relative));
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("regretted", text, StringComparison.Ordinal);
            Assert.DoesNotContain(photo!, text, StringComparison.Ordinal);
            Assert.Equal(place.Contains(id, StringComparison.Ordinal) ? System.Net.HttpStatusCode.NotFound
                : System.Net.HttpStatusCode.OK, answer.StatusCode);
        }

        using var gone = await AskAgain(other, photo!, seen.Headers.ETag!.ToString());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Every_screen_of_a_large_grant_and_of_the_council_can_be_read_by_everybody()
    {
        var id = await asked.Ask(9_000);
        var screen = Screens.All[^1];
        var faults = await Walk.Through(
            asked, Screens.All, "officer",
            "/council/stories", $"/council/stories/{id}", $"/council/stories/{id}/talk", $"/council/stories/{id}/paper",
                $"/council/stories/{id}/note");
        Assert.True(faults.Count == 0, string.Join('\n', faults));

        await using var council = await asked.Browsers.Open(asked.Pages, screen);
        var officer = new Hand(await Person.SignedIn(council, "officer"));
        await officer.Open($"/council/stories/{id}/talk");
        await officer.Tick("input[name=Meeting][value=Call]");
        await officer.Write("Answers-Happened-", "They had forty guests.");
        await officer.Press("form:has(textarea) button.govuk-button", then: ".govuk-notification-banner--success");

        var paper = await asked.Ask(800);
        await officer.Open($"/council/stories/{paper}/paper");
        await officer.Write("Answers-Unspecified-", "We planted forty trees.");
        await officer.Tick("input[name=Audience][value=Everybody]");
        await officer.Press("form:has(textarea) button.govuk-button", then: "a[href$='/photo']");
        await officer.Press("a[href$='/photo']", then: "#Content");
        await officer.Press("form button.govuk-button", then: ".govuk-error-summary");
        await officer.Attach("Content", "1.jpg", "image/jpeg", await officer.Photo());
        await officer.Write("AltText", "Forty trees");
        await officer.Tick("input[name=Recognised][value=Nobody]");
        await officer.Press("form button.govuk-button", then: "img[alt='Forty trees']");
        Assert.Empty(await Walk.Through(
            asked, Screens.All, "officer", $"/council/stories/{paper}", $"/council/stories/{paper}/photo"));

        var ofGroup = await Walk.Through(asked, Screens.All, "volunteer", "/my/stories", $"/my/stories/{id}");
        Assert.True(ofGroup.Count == 0, string.Join('\n', ofGroup));
        await using var group = await asked.Browsers.Open(asked.Pages, screen);
        var volunteer = new Hand(await Person.SignedIn(group, "volunteer"));
        await volunteer.Open($"/my/stories/{id}");
        await volunteer.Write("Answers-Happened-", "We had thirty guests.");
        await volunteer.Tick("input[name=Audience][value=Everybody]");
        await volunteer.Press("button[formaction*=Confirm]", then: ".govuk-notification-banner--success");
        var ofAll = await Walk.Through(asked, Screens.All, "nobody", "/stories", $"/stories/{id}", $"/stories/{id}/embed");
        Assert.True(ofAll.Count == 0, string.Join('\n', ofAll));
    }

    private async Task HasAllParts(string id)
    {
        await using var browser = await asked.Browsers.Open(asked.Pages, new Screen(1280, 800));
        var page = await browser.NewPageAsync();
        await page.GotoAsync($"/stories/{id}");
        Assert.Equal(1, await page.Locator("img[alt='A long table in the street']").CountAsync());
        Assert.Contains("Forty people came, and a dog.", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        // What was recorded, and put together anew, can be played to its end.
        var length = await page.EvaluateAsync<double>(
            """
            async () => {
              const sound = document.querySelector("audio");
              sound.muted = true;
              const ended = new Promise((resolve,
                  reject) => { sound.onended = resolve; sound.onerror = () => reject(sound.error.message); });
              await sound.play();
              await ended;
              return sound.duration;
            }
            """);
        output.WriteLine($"{length} seconds of sound.");
        Assert.InRange(length, 0.5, 10);
    }

    private static async Task<HttpResponseMessage> AskAgain(HttpClient client, string address, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.Add("If-None-Match", tag);
        return await client.SendAsync(request);
    }
}
