using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>Somebody writes for a long time, has signed out in another tab, and loses nothing; without scripts, on a phone.</summary>
public sealed class KeptWordsTests : IDisposable
{
    private const string Idea = "A bench by the pond, to get one's breath back.";

    private readonly string data = Directory.CreateTempSubdirectory("participatory-kept-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task An_idea_that_was_written_while_the_session_ended_comes_back_after_signing_in_by_e_mail()
    {
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        async Task<Hand> Enter(string person) =>
            new(await Person.SignedIn(await browsers.Open(process.Pages, new Screen(1280, 800), script: false), person));
        var officer = await Enter("officer");
        var round = await WholeRoundTests.MakeRound(officer);
        await WholeRoundTests.LetGoOfMoney(round, officer, await Enter("finance"));

        var phone = await browsers.Open(process.Pages, new Screen(360, 740), script: false);
        var page = await phone.NewPageAsync();
        var person = new Hand(page);
        await person.Open("/sign-in");
        await SignIn(person, page, codes: 1);
        await person.Open($"/rounds/{round}/propose");
        await person.Write("Title", "A bench by the pond");
        await person.Write("Words", Idea);

        var other = await phone.NewPageAsync();
        await other.GotoAsync("/");
        await other.Locator("form[action='/sign-out'] button").ClickAsync();
        await other.Locator("a[href='/start']").First.WaitForAsync();

        await person.Press("form:has(#Title) button.govuk-button", then: "#Email");
        Assert.Equal(1, await person.Count(".govuk-inset-text:has-text('What you wrote is safe')"));
        await SignIn(person, page, codes: 2);
        await page.Locator("#Title").WaitForAsync();
        Assert.Equal(("A bench by the pond", Idea), (await page.InputValueAsync("#Title"), await page.InputValueAsync("#Words")));
        await person.Press("form:has(#Title) button.govuk-button", then: "h1:has-text('A bench by the pond')");
        Assert.Empty(Directory.GetDirectories(data, "kept", SearchOption.AllDirectories).SelectMany(Directory.GetFiles));
    }

    /// <summary>By the code in the newest of so many e-mails; the page of the code says where it went.</summary>
    private static async Task SignIn(Hand person, IPage page, int codes)
    {
        await person.Write("Email", "sam@example.org");
        await person.Press("form:has(#Email) button", then: "#Code");
        Assert.Contains("sam@example.org", await person.Read(".lede"), StringComparison.Ordinal);
        var outbox = await page.Context.NewPageAsync();
        await outbox.GotoAsync("/outbox");
        var mails = outbox.Locator("article:has-text('sam@example.org') .words");
        Assert.Equal(codes, await mails.CountAsync());
        var code = new string([.. (await mails.First.InnerTextAsync()).Split('.')[0].Where(char.IsDigit)]);
        await outbox.CloseAsync();
        await person.Write("Code", code);
        await person.Press("form:has(#Code) button", then: "main:not(:has(#Code))");
    }
}
