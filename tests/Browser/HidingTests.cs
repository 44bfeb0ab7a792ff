using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>Four people and what one of them wrote: somebody without an account, an officer, the neighbour who wrote it, and a second
/// officer. Without a line of script.</summary>
public sealed class HidingTests : IDisposable
{
    private const string Noor = "noor@council.example";

    private readonly string data = Directory.CreateTempSubdirectory("participatory-hiding-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Somebody_reports_an_officer_hides_whoever_wrote_it_asks_again_and_another_officer_shows_it()
    {
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        async Task<IBrowserContext> Browser() => await browsers.Open(process.Pages, new Screen(360, 740), script: false);

        var nia = new Hand(await Person.SignedIn(await Browser(), "administrator"));
        await nia.Open("/council/staff/invite");
        await nia.Write("Email", Noor);
        await nia.Write("ShownAs", "Noor Khan, clerk");
        await nia.Tick("input[name=Role][value=Officer]");
        await nia.Press("form:has(#ShownAs) button", then: "h2:text-is('Person invited')");
        var officer = new Hand(await Person.SignedIn(await Browser(), "officer"));
        var author = new Hand(await Person.SignedIn(await Browser(), "volunteer"));
        var second = new Hand(await Person.ByCode(await Browser(), Noor));
        var reader = new Hand(await (await Browser()).NewPageAsync());
        var round = await WholeRoundTests.MakeRound(officer, "E05000001 Elm Park\nE05000002 Oak Hill");
        await officer.Decide(round, "OpenIdeas", next: "CloseIdeas", "Enough has been heard.");

        var idea = $"/rounds/{round}/ideas/1";
        await author.Open($"/rounds/{round}/propose");
        await author.Write("Title", "A bench for Maud");
        await author.Write("Words", "Maud of number 7 needs it. See https://maud.example/");
        await author.Tick(".govuk-radios__item:has-text('Elm Park') input");
        await author.Press("form:has(#Title) button.govuk-button", then: ".byline");

        await reader.Open(idea);
        Assert.Equal(0, await reader.Count("a[href*='maud.example']"));
        await reader.Press("a:text-is('Report this idea')", then: "h1:text-is('What is wrong with this idea?')");
        await reader.Tick("input[name=Reason][value=NamesAPerson]");
        await reader.Write("Note", "She did not agree to it.");
        await reader.Press("form button.govuk-button", then: "h1:text-is('Thank you. We will look at it.')");

        await officer.Open("/council/hidden");
        await officer.Press("a:has-text('A bench for Maud')", then: "h1:text-is('Show or hide?')");
        Assert.Contains("She did not agree to it.", await officer.Read("ul.answers"), StringComparison.Ordinal);
        await officer.Tick("input[name=Judgement][value=Hide]");
        await officer.Tick("input[name=Reason][value=NamesAPerson]");
        await officer.Press("form button.govuk-button", then: "h2:text-is('Your decision is saved.')");

        await reader.Open(idea);
        var read = await reader.Read("h1 ~ .columns");
        Assert.Contains("Hidden: names a person", read, StringComparison.Ordinal);
        Assert.DoesNotContain("number 7", read, StringComparison.Ordinal);
        Assert.Equal("An idea that is hidden", await reader.Read("h1"));
        await author.Open(idea);
        Assert.Contains("number 7", await author.Read(".columns"), StringComparison.Ordinal);
        await author.Press("button:text-is('Ask for a second look')", then: "p:has-text('A second officer will look at it.')");

        await officer.Open("/council/hidden");
        Assert.Contains("Another officer has to decide", await officer.Read("ul.waiting"), StringComparison.Ordinal);
        await second.Open("/council/hidden");
        await second.Press("a:has-text('A bench for Maud')", then: "h1:text-is('Show or hide?')");
        await second.Tick("input[name=Judgement][value=Show]");
        await second.Press("form button.govuk-button", then: "h2:text-is('Your decision is saved.')");
        await reader.Open(idea);
        Assert.Equal("A bench for Maud", await reader.Read("h1"));
        await reader.Open("/hidden");
        // On a phone each cell is a line of its own.
        Assert.EndsWith("1 1 0 1", string.Join(
            ' ', (await reader.Read("tr:has-text('names or shows')")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }
}
