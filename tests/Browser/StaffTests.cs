using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>An administrator, whom the settings name, brings in the second one, and the two make somebody a finance officer.</summary>
public sealed class StaffTests : IDisposable
{
    private const string Staff = "/council/staff", Ann = "ann@council.example", Olu = "olu@council.example";

    private readonly string data = Directory.CreateTempSubdirectory("participatory-browser-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Two_administrators_make_a_finance_officer_and_what_one_of_them_takes_away_is_gone_at_once()
    {
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        async Task<IBrowserContext> Browser() => await browsers.Open(process.Pages, new Screen(1280, 800), script: false);

        var nia = new Hand(await Person.SignedIn(await Browser(), "administrator"));
        await Invite(nia, Ann, "Ann Lee, head of audit", "Administrator", then: "h2:text-is('Person invited')");
        await Invite(nia, Olu, "Olu Ade, treasurer", "Finance", then: "h2:text-is('Request sent to the other administrators')");
        Assert.Contains("Waiting for a second administrator", await nia.Read(Card(Olu)), StringComparison.Ordinal);
        Assert.Equal(0, await nia.Count($"{Card(Olu)} form:has(input[value=confirm])"));

        // Olu is nobody yet; Ann has an e-mail, sees that something waits, and confirms it.
        var ann = new Hand(await Person.ByCode(await Browser(), Ann));
        await ann.Open(Staff);
        await ann.Press($"{Card(Olu)} form:has(input[value=confirm]) button", then: "h2:text-is('Role confirmed')");
        var oluPage = await Person.ByCode(await Browser(), Olu);
        var olu = new Hand(oluPage);
        await olu.Open("/council/funds/new");
        await olu.Open(Staff);
        Assert.Equal(0, await olu.Count("form:has(input[name=What])"));

        // What one has taken away is gone with the session.
        await nia.Open(Staff);
        await nia.Press($"{Card(Olu)} form:has(input[value=take]) button", then: "h2:text-is('Role taken away')");
        await oluPage.GotoAsync("/council/funds/new");
        Assert.Contains("/sign-in", olu.Address, StringComparison.Ordinal);
        await ann.Open("/council/staff/changes");
        var log = await ann.Read("ul");
        Assert.Contains("Nia Price, administrator", log, StringComparison.Ordinal);
        Assert.Contains("Olu Ade, treasurer", log, StringComparison.Ordinal);

        // Where she is signed in is hers to see.
        var elsewhere = await Person.SignedIn(await Browser(), "administrator");
        await nia.Open("/my/sessions");
        Assert.Equal(1, await nia.Count("form:has(input[name=SessionId])"));
        await nia.Press("form:has(input[name=SessionId]) button", then: "h2:text-is('Signed out')");
        Assert.Equal(0, await nia.Count("form:has(input[name=SessionId])"));
        await elsewhere.GotoAsync(Staff);
        Assert.Contains("/sign-in", elsewhere.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connector_sees_what_they_may_do_and_an_administrator_signs_out_whoever_lost_their_phone()
    {
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        async Task<IBrowserContext> Browser() => await browsers.Open(process.Pages, new Screen(1280, 800), script: false);

        var nia = new Hand(await Person.SignedIn(await Browser(), "administrator"));
        await Invite(nia, Olu, "Olu Ade, library", "Connector", then: "h2:text-is('Person invited')");
        var page = await Person.ByCode(await browsers.Open(process.Pages, new Screen(1280, 800), bypassPolicy: true), Olu);
        var olu = new Hand(page);
        await olu.Open("/council");
        Assert.Contains("You are a connector", await olu.Read(".panel"), StringComparison.Ordinal);
        Assert.Equal(0, await olu.Count("#to-do"));
        Assert.Equal(0, await olu.Count("a[href^='/council/']"));
        await (await Axe.Load()).Look(page);
        Assert.Equal(403, (await page.GotoAsync(Staff))!.Status);
        Assert.Equal(403, (await page.GotoAsync("/council/rounds"))!.Status);

        foreach (var email in (string[])[Olu, "nobody.known@example.org"])
        {
            await nia.Open("/council/staff/sign-out");
            await nia.Write("Email", email);
            await nia.Press("form:has(#Email) button", then: "h2:text-is('Signed out')");
        }

        await page.GotoAsync("/council");
        Assert.Contains("/sign-in", olu.Address, StringComparison.Ordinal);
    }

    private static string Card(string email) => $".card:has-text('{email}')";

    private static async Task Invite(Hand administrator, string email, string shownAs, string role, string then)
    {
        await administrator.Open("/council/staff/invite");
        await administrator.Write("Email", email);
        await administrator.Write("ShownAs", shownAs);
        await administrator.Tick($"input[name=Role][value={role}]");
        await administrator.Press("form:has(#ShownAs) button", then);
    }
}
