using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>
/// Three voices, three people who sort them on a phone, and a theme out of what they put together: without a line of script, and with
/// scripts by keyboard alone.
/// </summary>
public sealed class SortingTests : IDisposable
{
    private static readonly string[] Said = ["I want to sit down on the way.", "A bench by the pond.", "Less noise at night."];

    private readonly string data = Directory.CreateTempSubdirectory("participatory-sorting-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Theory, InlineData(false), InlineData(true)]
    public async Task People_sort_on_a_phone_and_it_is_two_clicks_from_a_theme_to_a_voice_and_from_a_voice_to_its_theme(bool script)
    {
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        async Task<IBrowserContext> Browser() => await browsers.Open(process.Pages, new Screen(360, 740), script);

        var officer = new Hand(await Person.SignedIn(await Browser(), "officer"));
        var reader = new Hand(await (await Browser()).NewPageAsync());
        var round = await WholeRoundTests.MakeRound(officer, "E05000001 Elm Park");
        await officer.Open($"/council/rounds/{round}/questions/ask");
        await officer.Write("Words", "What makes a good day here?");
        await officer.Write(
            "CloseTime", DateTime.UtcNow.AddDays(9).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await officer.Press("form:has(#Words) button.govuk-button", then: "h2:text-is('Your change is saved.')");
        foreach (var words in Said)
        {
            await reader.Open($"/rounds/{round}/voices");
            await reader.Press("a:has-text('Answer')", then: "form #Words");
            await reader.Write("Words", words);
            await reader.Tick("input[name=Audience][value=WithoutName]");
            await reader.Press("form:has(#Words) button.govuk-button", then: "h2:text-is('Your link')");
        }

        await officer.Open($"/council/rounds/{round}/sorting");
        await officer.Press("button:text-is('Open the card sort')", then: "p:has-text('3 cards.')");
        foreach (var person in (string[])["resident", "volunteer", "finance"])
        {
            await Sort(await Person.SignedIn(await Browser(), person), round, byKeyboard: script);
        }

        await officer.Open($"/council/rounds/{round}/sorting");
        await officer.Press("button:has-text('End the sorting')", then: "a:has-text('Name themes from this')");
        await reader.Open($"/rounds/{round}/sorting");
        await reader.Press("a:has-text('See how people sorted them')", then: "strong:text-is('2 cards belong together')");
        Assert.Contains("3 of 3 people put it with card", await reader.Read(".cards"), StringComparison.Ordinal);

        await officer.Press("a:has-text('Name themes from this')", then: "h1:text-is('Name a theme')");
        await officer.Press("a:has-text('Choose 2 cards')", then: "h1:text-is('Name a theme')");
        await officer.Write("Statement", "I can sit down outside");
        await officer.Write("FewReason", "Everybody who spoke of walking said it.");
        await officer.Press("form:has(#Statement) button.govuk-button", then: "h2:text-is('Your change is saved.')");
        await officer.Press("button:has-text('Publish the theme')", then: "p:has-text('published it on')");

        await reader.Open($"/rounds/{round}/themes");
        Assert.Contains(Said[2], await reader.Read("h2:text-is('Voices that fit no theme') ~ ul.cards"), StringComparison.Ordinal);
        await reader.Press($".card:has-text('{Said[1]}') a", then: "h1:text-is('One voice')");
        await reader.Press("a:has-text('I can sit down outside')", then: "h1:has-text('I can sit down outside')");
        Assert.Contains(Said[0], await reader.Read(".cards"), StringComparison.Ordinal);
    }

    private static async Task Sort(IPage page, string round, bool byKeyboard)
    {
        await page.GotoAsync($"/rounds/{round}/sorting");
        await page.Locator("a:has-text('Sort the cards')").First.ClickAsync();
        await page.Locator("#pile-1").FillAsync("Sitting down");
        foreach (var words in Said)
        {
            var list = page.Locator($"li:has-text('{words}') select");
            if (byKeyboard)
            {
                // Past "fits no pile" to the first one.
                await list.FocusAsync();
                await page.Keyboard.PressAsync("ArrowDown");
                for (var more = 0; more < (words == Said[2] ? 0 : 1); more++)
                {
                    await page.Keyboard.PressAsync("ArrowDown");
                }
            }
            else
            {
                await list.SelectOptionAsync(words == Said[2] ? "0" : "1");
            }
        }

        await page.Locator("button:text-is('Save my piles')").ClickAsync();
        await page.Locator("h2:text-is('Your piles are saved.')").WaitForAsync();
        Assert.Equal("Sitting down", await page.Locator("#pile-1").InputValueAsync());
        Assert.Equal("0", await page.Locator($"li:has-text('{Said[2]}') select").InputValueAsync());
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "It is wider than a phone.");
    }
}
