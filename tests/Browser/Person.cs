using Microsoft.Playwright;

namespace Participatory.Tests.Browser;

/// <summary>What everybody does in the same way.</summary>
internal static class Person
{
    /// <summary>Signs in as "resident", "volunteer", "officer" or "finance" by the button of the start page.</summary>
    public static async Task<IPage> SignedIn(IBrowserContext browser, string person)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/start");
        await page.Locator($"form:has(input[name=person][value={person}]) button").ClickAsync();
        await page.Locator("form[action='/sign-out']").WaitForAsync();
        return page;
    }
}
