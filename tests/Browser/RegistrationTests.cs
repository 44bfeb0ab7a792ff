using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>A vote without a list: people put themselves on it, an officer looks at what is odd, two observers see everything.</summary>
public sealed class RegistrationTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("participatory-registration-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task People_put_themselves_on_the_list_and_vote()
    {
        var axe = await Axe.Load();
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        async Task<(Hand Hand, IPage Page)> Enter(string person, Screen screen)
        {
            var page = await Person.SignedIn(await browsers.Open(process.Pages, screen, bypassPolicy: true), person);
            return (new Hand(page), page);
        }

        var desk = new Screen(1280, 800);
        var phone = new Screen(360, 740);
        var ((officer, officersPage), (finance, _)) = (await Enter("officer", desk), await Enter("finance", desk));
        var ((resident, residentsPage), (volunteer, volunteersPage)) = (await Enter("resident", phone), await Enter("volunteer", phone));
        var round = await WholeRoundTests.MakeRound(officer);
        await WholeRoundTests.LetGoOfMoney(round, officer, finance);
        await WholeRoundTests.ProposeAndValue(round, officer, resident, volunteer);
        await WholeRoundTests.Publish(round, officer);

        await officer.Open($"/council/rounds/{round}/roll");
        await axe.Look(officersPage);
        await officer.Press("a[href$='/registration']", then: "#MostVoters");
        await axe.Look(officersPage);
        await officer.Write("MostAtAddress", "0");
        await officer.Write("MinimumAge", "11");
        await officer.Press("form:has(#MostVoters) button", then: ".govuk-error-summary");
        await officer.Write("MostAtAddress", "1");
        await officer.Press("form:has(#MostVoters) button", then: ".facts");
        await officer.Decide(round, "OpenPoll", next: "ClosePoll", "Everybody may register.");

        foreach (var page in (string[])["paper", "sheet-E05000001"])
        {
            await officer.Open($"/council/rounds/{round}/{page}");
            await axe.Look(officersPage);
        }

        await resident.Open($"/rounds/{round}/vote");
        await resident.Press("a[href$='/register']", then: "#Address");
        await axe.Look(residentsPage);
        await resident.Write("Address", "14 Elm Street, XE1 4AB");
        await resident.Press("form:has(#Address) button", then: ".govuk-error-summary");
        await axe.Look(residentsPage);
        await resident.Tick("#is-old-enough");
        await resident.Press("form:has(#Address) button", then: ".code");
        await axe.Look(residentsPage);
        await WholeRoundTests.Vote(round, await resident.Read(".code"), resident);

        await volunteer.Open($"/rounds/{round}/register");
        await volunteer.Write("Address", "14 elm street XE1 4AB");
        await volunteer.Tick("#is-old-enough");
        await volunteer.Press("form:has(#Address) button", then: "main:not(:has(#Address))");
        Assert.Equal(0, await volunteer.Count(".code"));
        await axe.Look(volunteersPage);

        await officer.Open($"/council/rounds/{round}/registration");
        await axe.Look(officersPage);
        Assert.Equal("14 elm street XE1 4AB", await officer.Read(".panel h3"));
        await officer.Press("button[name=Admit][value=false]", then: ".govuk-error-summary");
        await officer.Press("button[name=Admit][value=true]", then: ".govuk-notification-banner");
        await volunteer.Open($"/rounds/{round}/register");
        Assert.Equal(1, await volunteer.Count(".code"));
        await officer.Eventually("/outbox", "main:has-text('You are now on the list of voters')");

        await WholeRoundTests.CloseAndDeclare(round, officer, resident);
        await officer.Open($"/council/rounds/{round}/observers");
        await axe.Look(officersPage);
        await officer.Press("form:has(#First) button", then: ".govuk-error-summary");
        await officer.Write("First", "Ada Grant, residents' association");
        await officer.Write("Second", "Joe Field, local paper");
        var download = await officersPage.RunAndWaitForDownloadAsync(() => officersPage.Locator("form:has(#First) button").ClickAsync());
        await using (var bundle = await download.CreateReadStreamAsync())
        {
            // One ballot is too few to be public; the observers see it.
            Assert.Contains("\"choices\"", await new StreamReader(bundle).ReadToEndAsync(), StringComparison.Ordinal);
        }

        await officer.Open($"/council/rounds/{round}/observers");
        Assert.Contains("Joe Field, local paper", await officer.Read("li"), StringComparison.Ordinal);
    }
}
