using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>Names and words that are longer, or run the other way, than most: no page grows wider, and nothing beside them turns.</summary>
public sealed class NamesTests : IDisposable
{
    private const string LongName = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";

    private readonly string data = Directory.CreateTempSubdirectory("participatory-names-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task An_area_with_the_longest_name_and_an_idea_in_Arabic_fit_on_a_phone()
    {
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        async Task<(Hand Hand, IPage Page)> Enter(string person)
        {
            var page = await Person.SignedIn(await browsers.Open(process.Pages, new Screen(360, 740), script: false), person);
            return (new Hand(page), page);
        }

        var (officer, officers) = await Enter("officer");
        var (finance, _) = await Enter("finance");
        var (volunteer, phone) = await Enter("volunteer");
        var round = await WholeRoundTests.MakeRound(officer, $"E05000001 {LongName}\nE05000002 Elm Park");
        await WholeRoundTests.LetGoOfMoney(round, officer, finance);

        await volunteer.Open($"/rounds/{round}/propose");
        await Fits(phone);
        await volunteer.Write("Title", "\u200FA bench\u200F");
        await volunteer.Write("Words", "\u0645\u0642\u0639\u062f \u0644\u0643\u0644 \u0627\u0644\u0646\u0627\u0633");
        await volunteer.Tick($".govuk-radios__item:has-text('{LongName}') input");
        await volunteer.Press("form:has(#Title) button.govuk-button", then: ".byline");
        Assert.True(await Words(phone).EvaluateAsync<bool>(
            """
            words => {
                const range = document.createRange();
                range.selectNodeContents(words);
                return range.getBoundingClientRect().right > words.getBoundingClientRect().right - 2;
            }
            """), "Arabic words do not begin at the right.");
        Assert.Equal("plaintext", await phone.Locator("h1").EvaluateAsync<string>("title => getComputedStyle(title).unicodeBidi"));
        Assert.Equal("isolate", await phone.Locator("main a").First.EvaluateAsync<string>("link => getComputedStyle(link).unicodeBidi"));

        foreach (var path in (string[])["/", "/rounds", $"/rounds/{round}", $"/rounds/{round}/ideas", $"/rounds/{round}/ideas/1",
            $"/rounds/{round}/money"])
        {
            await phone.GotoAsync(path);
            await Fits(phone);
        }

        foreach (var path in (string[])[$"/council/rounds/{round}", $"/council/rounds/{round}/ideas", $"/council/rounds/{round}/release"])
        {
            await officers.GotoAsync(path);
            await Fits(officers);
        }
    }

    private static ILocator Words(IPage page) => page.Locator("p.words").First;

    private static async Task Fits(IPage page) => Assert.True(
        await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 360, $"{page.Url} scrolls sideways.");
}
