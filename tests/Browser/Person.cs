using Microsoft.Playwright;

namespace Participatory.Tests.Browser;

/// <summary>What everybody does in the same way.</summary>
internal static class Person
{
    /// <summary>Signs in as "resident", "volunteer", "officer", "finance" or "administrator" by the button of the start page.</summary>
    public static async Task<IPage> SignedIn(IBrowserContext browser, string person)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/start");
        await page.Locator($"form:has(input[name=person][value={person}]) button").ClickAsync();
        await page.Locator("form[action='/sign-out']").WaitForAsync();
        return page;
    }

    /// <summary>
    /// Clicks what leads to another page, and waits until that page is there: a click alone returns while the form is still under way,
    /// and whatever comes next would stop it.
    /// </summary>
    public static async Task Follow(ILocator what)
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Arrive(object? sender, IPage page) => there.TrySetResult();
        what.Page.DOMContentLoaded += Arrive;
        try
        {
            await what.ClickAsync();
            await there.Task.WaitAsync(TimeSpan.FromMinutes(2));
        }
        finally
        {
            what.Page.DOMContentLoaded -= Arrive;
        }
    }

    /// <summary>Signs in with a code, which the demonstration shows instead of sending it.</summary>
    public static async Task<IPage> ByCode(IBrowserContext browser, string email)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("#Email").FillAsync(email);
        await page.Locator("main form button").ClickAsync();
        await page.Locator("#Code").WaitForAsync();
        await page.Locator("#Code").FillAsync(await CodeFor(browser, email));
        await page.Locator("main form:has(#Code) button.govuk-button").ClickAsync();
        await page.Locator("form[action='/sign-out']").WaitForAsync();
        return page;
    }

    /// <summary>The newest code that somebody was sent.</summary>
    public static async Task<string> CodeFor(IBrowserContext browser, string email)
    {
        var outbox = await browser.NewPageAsync();
        await outbox.GotoAsync("/outbox");
        var mail = outbox.Locator($"article:has-text('{email}'):has-text('code is')").First;
        var code = string.Concat((await mail.Locator(".words").InnerTextAsync()).SkipWhile(letter => !char.IsAsciiDigit(letter))
            .TakeWhile(letter => char.IsAsciiDigit(letter) || letter == ' '));
        await outbox.CloseAsync();
        return code.Trim();
    }

    /// <summary>The link in the e-mail with that subject, as soon as it is there.</summary>
    public static async Task<string> LinkIn(IPage page, string subject)
    {
        var mail = page.Locator($"article:has(h2:text-is('{subject}')) .words");
        for (var until = DateTime.UtcNow + TimeSpan.FromMinutes(2); ; await Task.Delay(250))
        {
            await page.GotoAsync("/outbox");
            if (await mail.CountAsync() > 0)
            {
                var words = (await mail.First.InnerTextAsync()).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
                return Assert.Single(words, word => word.Contains("/s/", StringComparison.Ordinal));
            }

            Assert.True(DateTime.UtcNow < until, $"Nobody got “{subject}”.");
        }
    }
}
