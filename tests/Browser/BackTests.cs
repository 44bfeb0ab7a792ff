using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>Back, reload and a second tab do what people expect, with scripts and without: nothing asks to be sent again.</summary>
public sealed class BackTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("participatory-back-").FullName;

    public static TheoryData<bool> Scripts => Screens.Scripts(sample: true);

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Theory, MemberData(nameof(Scripts))]
    public async Task A_round_is_made_and_a_vote_cast_with_back_and_reload_at_every_step(bool script)
    {
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        var phone = new Screen(360, 740);
        async Task<IPage> Enter(string person) => await Person.SignedIn(await browsers.Open(process.Pages, phone, script), person);
        var (officersPage, financesPage) = (await Enter("officer"), await Enter("finance"));
        var (officer, finance) = (new Hand(officersPage), new Hand(financesPage));
        var (resident, volunteer) = (new Hand(await Enter("resident")), new Hand(await Enter("volunteer")));

        await HalfARound(officersPage, officer);
        var round = await WholeRoundTests.MakeRound(officer);
        await BackAndReload(officersPage, ".facts, [data-step=OpenIdeas]", back: ".govuk-summary-list, h1");
        await WholeRoundTests.LetGoOfMoney(round, officer, finance);
        await WholeRoundTests.ProposeAndValue(round, officer, resident, volunteer);
        var code = await WholeRoundTests.PublishAndOpen(round, officer, finance);
        await Vote(round, code, await (await browsers.Open(process.Pages, phone, script)).NewPageAsync());
    }

    [Fact]
    public async Task Back_to_a_form_that_was_refused_and_then_taken_asks_for_nothing_to_be_sent_again()
    {
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        var page = await (await browsers.Open(process.Pages, new Screen(360, 740))).NewPageAsync();
        var person = new Hand(page);
        await person.Open("/sign-in");
        await person.Write("Email", "nobody");
        await person.Press("form button.govuk-button", then: ".govuk-error-summary a[href='#Email']");
        await person.Write("Email", "somebody@example.org");
        await person.Press("form button.govuk-button", then: "#Code");
        // A code that is not it; the button beside the form asks for another.
        await person.Write("Code", "1");
        await person.Press("form button.govuk-button", then: ".govuk-error-summary");
        await BackAndReload(page, "#Code", back: "#Code");
        await page.GoBackAsync();
        await page.GoBackAsync();
        await page.Locator("#Email").WaitForAsync();
    }

    /// <summary>A half-made round is taken up by its address and from the list, and each page keeps what was answered.</summary>
    private static async Task HalfARound(IPage page, Hand officer)
    {
        await officer.Open("/council/rounds");
        await officer.Press("a[href='/council/rounds/new']", then: "#Areas");
        await officer.Write("Title", "Half a round");
        await officer.Press("form button.govuk-button", then: ".govuk-error-summary a[href='#Areas']");
        await page.ReloadAsync();
        Assert.Equal("Half a round", await page.InputValueAsync("#Title"));
        await officer.Write("Areas", "Elm Park\n2nd Ward");
        await officer.Write("Description", "Half of it.");
        await officer.Press("form button.govuk-button", then: "#ListeningFrom");
        await BackAndReload(page, "#ListeningFrom", back: "#Areas");
        await officer.Write("ReviewingFrom", "2020-01-01");
        await officer.Press("form button.govuk-button", then: ".govuk-error-summary a[href='#ReviewingFrom']");
        Assert.DoesNotContain("_from", await officer.Read(".govuk-error-summary"), StringComparison.Ordinal);

        await officer.Open("/council/rounds");
        await officer.Press(".waiting a:has-text('Half a round')", then: "#ReviewingFrom");
        Assert.Equal("2020-01-01", await page.InputValueAsync("#ReviewingFrom"));
        await officer.Open("/council/rounds");
        await officer.Press(".waiting form button", then: "main:not(:has(.waiting))");
    }

    private static async Task Vote(string round, string code, IPage page)
    {
        var voter = new Hand(page);
        await voter.Open($"/rounds/{round}/vote");
        await voter.Write("Code", code[..^1] + (code[^1] == 'A' ? 'B' : 'A'));
        await voter.Press("form:has(#Code) button.govuk-button", then: ".govuk-error-summary");
        await voter.Write("Code", code);
        await voter.Press("form:has(#Code) button.govuk-button", then: ".ballot");
        await BackAndReload(page, ".ballot", back: "#Code");
        await voter.Tick(".govuk-checkboxes__item:has-text('Benches on Mill Lane') input");
        await voter.Press(".ballot button.govuk-button", then: "form[action*=Cast]");
        // Neither code nor choices stand in the address.
        Assert.Matches("^\\?step=check&of=[0-9a-f]{8}$", new Uri(page.Url).Query);
        await BackAndReload(page, "form[action*=Cast]", back: ".ballot input:checked");

        // Back, another choice, and the older page of a second tab: what was in sight is what is cast, or it is said.
        var second = await page.Context.NewPageAsync();
        await second.GotoAsync(page.Url);
        await page.GoBackAsync();
        await voter.Tick(".govuk-checkboxes__item:has-text('A mural') input");
        await voter.Press(".ballot button.govuk-button", then: "dl:has-text('A mural')");
        await second.Locator("form[action*=Cast] button.govuk-button").ClickAsync();
        await second.Locator(".govuk-error-summary:has-text('another tab')").WaitForAsync();
        await second.CloseAsync();

        await voter.Press("form[action*=Cast] button.govuk-button", then: ".receipt .code");
        var tracking = await voter.Read(".tracking-code");
        await page.ReloadAsync();
        Assert.Equal(tracking, await voter.Read(".tracking-code"));
        await page.GoBackAsync();
        // The vote is in: the steps before it lead to its receipt, and never to a second vote.
        await page.Locator(".tracking-code").WaitForAsync();
        await voter.Press("form[action*=Finish] button", then: "main:not(:has(.receipt))");
        await page.GoBackAsync();
        Assert.Equal(0, await voter.Count(".card-text"));
        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => cookie.Name.Contains("ballot", StringComparison.Ordinal));
    }

    /// <summary>Reloads the page, goes back, looks at what is there, and comes forward again.</summary>
    private static async Task BackAndReload(IPage page, string here, string back)
    {
        var answer = await page.ReloadAsync();
        Assert.Equal("GET", answer!.Request.Method);
        await page.Locator(here).First.WaitForAsync();
        await page.GoBackAsync();
        await page.Locator(back).First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await page.GoForwardAsync();
        await page.Locator(here).First.WaitForAsync();
    }
}
