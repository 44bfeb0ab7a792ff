using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>
/// Listening on a phone from a question to its answer: voices, one of them written down by a listener, people who sort them, a theme, a
/// priority, and what the council says to it: without a line of script, and with scripts by keyboard alone where cards are sorted.
/// </summary>
public sealed class ListeningTests : IDisposable
{
    private static readonly string[] Said = ["I want to sit down on the way.", "A bench by the pond.", "Less noise at night."];

    private readonly string data = Directory.CreateTempSubdirectory("participatory-listening-").FullName;

    public static TheoryData<bool> Scripts => Screens.Scripts(sample: false);

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Theory, MemberData(nameof(Scripts))]
    public async Task A_question_leads_to_an_answer_and_two_clicks_lead_from_a_priority_to_a_voice_and_back(bool script)
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
        await WriteDown(round, officer, reader);
        foreach (var words in Said[1..])
        {
            await reader.Open($"/rounds/{round}/voices");
            await reader.Press("a:has-text('Answer')", then: "form #Words");
            await reader.Write("Words", words);
            await reader.Tick("input[name=Audience][value=WithoutName]");
            await reader.Press("form:has(#Words) button:text-is('Send')", then: "h2:text-is('Your link')");
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

        await DecideAndAnswer(round, officer);
        await reader.Eventually($"/rounds/{round}/priorities", "p:text-is('We will put three benches up.')");
        await reader.Press("a:has-text('Read what people said')", then: "h1:has-text('I can sit down outside')");
        await reader.Press($".card:has-text('{Said[1]}') a", then: "h1:text-is('One voice')");
        await reader.Press("a[href*='/priorities']", then: "p:text-is('We will put three benches up.')");
    }

    // A listener writes down what somebody says, and that person says yes on the same device.
    private static async Task WriteDown(string round, Hand officer, Hand listener)
    {
        await officer.Open($"/council/rounds/{round}/listeners");
        await officer.Write("Listener", "Elm Park Youth Club");
        await officer.Press("form:has(#Listener) button.govuk-button", then: ".panel--thanks a");
        await listener.Open(new Uri(await officer.Read(".panel--thanks a")).PathAndQuery);
        await listener.Press("a:has-text('Write down an answer')", then: "form #Words");
        await listener.Write("Words", Said[0]);
        await listener.Press("form:has(#Words) button.govuk-button", then: "h1:text-is('Is this what you said?')");
        await listener.Tick("input[name=Audience][value=WithoutName]");
        await listener.Press("button:text-is('Yes, keep it')", then: "h2:text-is('Your link')");
    }

    private static async Task DecideAndAnswer(string round, Hand officer)
    {
        await officer.Open($"/council/rounds/{round}/priorities/meeting");
        await officer.Pick("select[name='ThemeIds[0]']", "I can sit down outside");
        await officer.Write("People", "24");
        await officer.Write("Place", "Elm Park school");
        await officer.Write("Met", "Last Tuesday");
        await officer.Write(
            "AnswerTime", DateTime.UtcNow.AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await officer.Write("AnswerRole", "Head of parks");
        await officer.Press("form:has(#People) button.govuk-button", then: "h2:text-is('Your change is saved.')");
        await officer.Eventually($"/council/rounds/{round}/priorities", "a[href*='/priorities/answer/']");
        await officer.Press("a[href*='/priorities/answer/']", then: "form #Words");
        await officer.Tick("input[name=Answer][value=WeWill]");
        await officer.Write("Words", "We will put three benches up.");
        await officer.Write("Promise", "Three benches by the pond");
        await officer.Write("Role", "Head of parks");
        await officer.Write(
            "DueTime", DateTime.UtcNow.AddDays(60).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await officer.Press("form:has(#Promise) button.govuk-button", then: "h2:text-is('Your change is saved.')");
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
