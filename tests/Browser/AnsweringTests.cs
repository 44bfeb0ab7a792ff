using System.Globalization;

namespace Participatory.Tests.Browser;

/// <summary>The council answers back, through the pages alone, on a phone that runs no script.</summary>
public sealed class AnsweringTests(FinishedRound round) : IClassFixture<FinishedRound>
{
    private const string Round = "elm-park-quick-1";

    private static readonly Screen Phone = new(360, 740);

    [Fact]
    public async Task A_group_says_how_it_was_and_how_long_it_took_or_leaves_it_out()
    {
        var volunteer = await Enter("volunteer");
        await volunteer.Open("/my");
        await volunteer.Press("a[href*='/my/steps/']", then: "#ListenedTo");
        var step = new Uri(volunteer.Address).AbsolutePath;
        await volunteer.Press("form button.govuk-button", then: ".govuk-error-summary");
        foreach (var field in new[] { "ListenedTo-5", "Trusted-4", "Equal-3", "WorthOurTime-2" })
        {
            await volunteer.Tick($"#{field}");
        }

        await volunteer.Write("Why", "Somebody came by.");
        await volunteer.Press("form button.govuk-button", then: "#Minutes");
        await volunteer.Write("Minutes", "some");
        await volunteer.Press("form button.govuk-button", then: ".govuk-error-summary");
        await volunteer.Write("Minutes", "45");
        await volunteer.Press("form button.govuk-button", then: ".govuk-notification-banner--success");

        await volunteer.Open(step);
        Assert.Equal(0, await volunteer.Count("form"));
        await volunteer.Open("/my");
        Assert.Equal(0, await volunteer.Count($"a[href='{step}']"));
        await volunteer.Press("a[href*='/my/steps/']", then: "#ListenedTo");
        await volunteer.Press("a[href$='/minutes']", then: "#Minutes");
        await volunteer.Press("form a[href='/my']", then: "a[href*='/my/steps/']");
    }

    [Fact]
    public async Task Somebody_elses_step_is_not_there()
    {
        var volunteer = await Enter("volunteer");
        await volunteer.Open("/my");
        await volunteer.Press("a[href*='/my/steps/']", then: "#ListenedTo");
        var resident = await (await round.Browsers.Open(round.Pages, Phone, script: false)).NewPageAsync();
        await resident.GotoAsync("/start");
        await Person.Follow(resident.Locator("form:has(input[name=person][value=resident]) button"));
        Assert.Equal(404, (await resident.GotoAsync(volunteer.Address))!.Status);
    }

    [Fact]
    public async Task A_group_says_what_its_story_is_about_in_its_own_words_only()
    {
        var volunteer = await Enter("volunteer");
        await volunteer.Open("/my");
        await volunteer.Press("a[href*='/my/grants/0']", then: "a[href*='/my/themes/']");
        await volunteer.Press("a[href*='/my/themes/']", then: "#Themes");
        await volunteer.Write("Themes", "Wet weather\nneighbours");
        await volunteer.Write("Quotation", "This stands nowhere.");
        await volunteer.Press("form button.govuk-button", then: ".govuk-error-summary");
        await volunteer.Write("Quotation", "");
        await volunteer.Press("form button.govuk-button", then: ".govuk-notification-banner--success");

        var visitor = await Enter("nobody");
        await visitor.Open($"/rounds/{Round}/learned");
        Assert.Contains("wet weather", await visitor.Read("h2:has-text('wet weather')"), StringComparison.Ordinal);
        Assert.True(await visitor.Count("blockquote a[href^='/stories/']") > 0);
    }

    [Fact]
    public async Task Somebody_says_something_about_themselves_or_nothing_at_all()
    {
        var resident = await Enter("resident");
        await resident.Open($"/my/about/{Round}");
        if (await resident.Count("#Age") > 0)
        {
            await resident.Press("form button.govuk-button", then: "h1");
            await resident.Open($"/my/about/{Round}");
            await resident.Tick("#Age-2");
            await resident.Tick("#Disability-3");
            await resident.Press("form button.govuk-button", then: ".govuk-notification-banner--success, .govuk-error-summary");
        }

        // Everybody who won has been paid, so the demonstration may be counted before this begins, or between the form and its answer.
        if (await resident.Count(".govuk-notification-banner--success") == 0)
        {
            Assert.Equal(0, await resident.Count("#Age"));
            Assert.True(await resident.Count($"a[href='/rounds/{Round}/fairness']") > 0);
        }
    }

    [Fact]
    public async Task An_officer_promises_and_everybody_sees_that_it_was_kept_or_why_not()
    {
        var officer = await Enter("officer");
        await Promise("Paint the benches");
        await officer.Press($"li:has(h2:has-text('Paint the benches')) a[href*='/promises/']", then: "button:has-text('Yes')");
        await officer.Press("button:has-text('Yes')", then: ".govuk-notification-banner--success");
        await Promise("Plant a lime tree");
        await officer.Press($"li:has(h2:has-text('Plant a lime tree')) a[href*='/promises/']", then: "#Reason");
        await officer.Press("button.govuk-button--warning", then: ".govuk-error-summary");
        await officer.Write("Reason", "There is a gas pipe in that place.");
        await officer.Press("button.govuk-button--warning", then: ".govuk-notification-banner--success");

        var visitor = await Enter("nobody");
        await visitor.Open($"/rounds/{Round}/promises");
        Assert.Contains("Kept", await visitor.Read("li:has(h2:has-text('Paint the benches'))"), StringComparison.Ordinal);
        var broken = await visitor.Read("li:has(h2:has-text('Plant a lime tree'))");
        Assert.Contains("Not kept", broken, StringComparison.Ordinal);
        Assert.Contains("There is a gas pipe in that place. (Grace Bell", broken, StringComparison.Ordinal);

        async Task Promise(string what)
        {
            await officer.Open($"/council/rounds/{Round}/promises");
            await officer.Write("What", what);
            await officer.Write("Who", "Parks team");
            await officer.Write("Due", DateTime.UtcNow.AddDays(9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            await officer.Press("form button.govuk-button", then: ".govuk-notification-banner--success");
        }
    }

    [Fact]
    public async Task A_funder_opens_its_one_page_with_its_link_until_it_is_ended()
    {
        var officer = await Enter("officer");
        await officer.Open($"/council/rounds/{Round}/funders");
        await officer.Write("Funder", "The council");
        await officer.Press("form[action*='Make'] button", then: "a[href*='/funders/']");
        var address = new Uri(await officer.Read("a[href*='/funders/']")).AbsolutePath;

        var visitor = await Enter("nobody");
        await visitor.Open(address);
        Assert.Contains("£28,700", await visitor.Read(".facts"), StringComparison.Ordinal);
        Assert.Contains("£32,000", await visitor.Read("section:has-text('Your share')"), StringComparison.Ordinal);
        Assert.Equal(8, await visitor.Count("h3 a[href^='/stories/']"));
        Assert.Empty(await Walk.Through(round, [Phone], "nobody", address));
        Assert.Empty(
            await Walk.Through(round, [new Screen(320, 640)], "nobody", address, $"/rounds/{Round}/promises", $"/rounds/{Round}/you-said",
            $"/rounds/{Round}/with-us", $"/rounds/{Round}/learned", $"/rounds/{Round}/fairness"));

        await officer.Open($"/council/rounds/{Round}/funders");
        await officer.Press("form[action*='End'] button", then: "main:not(:has(form[action*='End']))");
        var page = await (await round.Browsers.Open(round.Pages, Phone)).NewPageAsync();
        Assert.Equal(404, (await page.GotoAsync(address))!.Status);
    }

    private async Task<Hand> Enter(string person)
    {
        var browser = await round.Browsers.Open(round.Pages, Phone, script: false);
        return new Hand(person == "nobody" ? await browser.NewPageAsync() : await Person.SignedIn(browser, person));
    }
}
