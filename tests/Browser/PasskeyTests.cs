using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>Passkeys, with the virtual device that Chromium has for tests.</summary>
public sealed class PasskeyTests : IDisposable
{
    private const string Amina = "amina.yusuf@example.org", Grace = "grace@council.example";

    private readonly string data = Directory.CreateTempSubdirectory("participatory-browser-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Somebody_adds_a_passkey_and_signs_in_with_it_and_an_officer_needs_it()
    {
        // A passkey belongs to a name, and 127.0.0.1 is none.
        var address = $"http://localhost:{Ports.FreeInARow(2)}";
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.StartWith(
            data, new Dictionary<string, string>(StringComparer.Ordinal) { ["Address"] = address }, "--urls", address);
        async Task<IBrowserContext> Browser(bool script = true, bool bypassPolicy = false) =>
            await browsers.Open(process.Pages, new Screen(360, 740), script, bypassPolicy);

        var page = await Person.ByCode(await Browser(), Amina);
        await Give(page);
        var amina = new Hand(page);
        await Add(amina);
        Assert.Contains("My phone", await amina.Read(".card"), StringComparison.Ordinal);
        await Look(await Person.ByCode(await Browser(bypassPolicy: true), Amina));

        await SignOut(page);
        await amina.Open("/sign-in?return=/my/passkeys");
        await amina.Press("a[href^='/sign-in/passkey']", then: "form[data-passkey]");
        await amina.Press("form[data-passkey] button", then: "h1:text-is('Your passkeys')");
        Assert.Contains("Last used on", await amina.Read(".card"), StringComparison.Ordinal);
        await amina.Press(".card form button", then: "h2:text-is('Passkey removed')");
        await SignOut(page);
        await amina.Open("/sign-in/passkey");
        await amina.Press("form[data-passkey] button", then: ".govuk-error-summary");
        Assert.Contains("We do not know this passkey", await amina.Read(".govuk-error-summary"), StringComparison.Ordinal);

        // An officer, whose code is only half of it from then on.
        page = await Person.ByCode(await Browser(), Grace);
        await Give(page);
        var grace = new Hand(page);
        await grace.Open("/council");
        await Add(grace);
        await grace.Open("/council");
        await SignOut(page);
        await SignInByCode(page, Grace);
        await page.Locator("h1:text-is('Now show your passkey')").WaitForAsync();
        Assert.Equal(403, (await page.GotoAsync("/council"))!.Status);
        await grace.Open("/sign-in/passkey?second=true&return=/council");
        await grace.Press("form[data-passkey] button", then: "#to-do");

        // Without a script there is the code.
        page = await (await Browser(script: false)).NewPageAsync();
        await page.GotoAsync("/sign-in");
        Assert.False(await page.Locator("a[href^='/sign-in/passkey']").IsVisibleAsync());
        await page.GotoAsync("/sign-in/passkey");
        Assert.True(await page.Locator("text=This needs JavaScript").IsVisibleAsync());
    }

    private static async Task Add(Hand who)
    {
        await who.Open("/my/passkeys");
        await who.Press("a[href='/my/passkeys/new']", then: "form[data-passkey]");
        await who.Write("Name", "My phone");
        await who.Press("form[data-passkey] button", then: "h2:text-is('Passkey added')");
    }

    private static async Task SignOut(IPage page)
    {
        await page.Locator("form[action='/sign-out'] button").First.ClickAsync();
        await page.Locator("form[action='/sign-out']").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>In the same page, where the device is.</summary>
    private static async Task SignInByCode(IPage page, string email)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("#Email").FillAsync(email);
        await page.Locator("main form button").First.ClickAsync();
        await page.Locator("#Code").WaitForAsync();
        await page.Locator("#Code").FillAsync(await Person.CodeFor(page.Context, email));
        await page.Locator("main form:has(#Code) button.govuk-button").ClickAsync();
    }

    private static async Task Look(IPage page)
    {
        var axe = await Axe.Load();
        foreach (var path in (string[])["/my/passkeys", "/my/passkeys/new", "/sign-in", "/sign-in/passkey", "/sign-in/passkey?second=true"])
        {
            await page.GotoAsync(path);
            await axe.Look(page);
        }
    }

    /// <summary>A device that asks its owner nothing, in the place of a phone.</summary>
    private static async Task Give(IPage page)
    {
        var chromium = await page.Context.NewCDPSessionAsync(page);
        await chromium.SendAsync("WebAuthn.enable");
        await chromium.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true,
                ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
