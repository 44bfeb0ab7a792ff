using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>The money's way through the pages by five people, none of whom can take a shortcut.</summary>
public sealed class MoneyTests : IDisposable
{
    private static readonly Dictionary<string, string> Staff = new(StringComparer.Ordinal)
    {
        ["Officers:People:0:Email"] = "ines@council.example",
        ["Officers:People:0:Name"] = "Ines Duarte, finance officer",
        ["Officers:People:0:Roles:0"] = "finance",
        ["Officers:People:1:Email"] = "noor@council.example",
        ["Officers:People:1:Name"] = "Noor Khan, clerk",
        ["Officers:People:1:Roles:0"] = "officer",
        ["Officers:People:1:Roles:1"] = "finance",
    };

    private readonly string data = Directory.CreateTempSubdirectory("participatory-browser-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Money_goes_from_release_to_bank_by_five_people_and_every_shortcut_is_refused()
    {
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.StartWith(data, Staff);
        async Task<IPage> Enter(string person) =>
            await Person.SignedIn(await browsers.Open(process.Pages, new Screen(1280, 800), script: false), person);
        async Task<IPage> EnterAs(string email) =>
            await Person.ByCode(await browsers.Open(process.Pages, new Screen(1280, 800), script: false), email);

        // Grace proposes the release, Rhys approves it; Tom's idea wins and he says yes.
        var officerPage = await Enter("officer");
        var volunteerPage = await Enter("volunteer");
        var (officer, finance, resident, volunteer) = (
            new Hand(officerPage), new Hand(await Enter("finance")), new Hand(await Enter("resident")), new Hand(volunteerPage));
        var round = await WholeRoundTests.MakeRound(officer);
        await WholeRoundTests.LetGoOfMoney(round, officer, finance);
        await WholeRoundTests.ProposeAndValue(round, officer, resident, volunteer);
        var code = await WholeRoundTests.PublishAndOpen(round, officer, finance);
        await WholeRoundTests.Vote(round, code, resident);
        await WholeRoundTests.CloseAndDeclare(round, officer, volunteer);
        await volunteer.Eventually("/my/grants", ".card a:has-text('Benches on Mill Lane')");
        await volunteer.Press(".card a", then: "input[name=AgreementVersion]");
        await volunteer.Press("form:has([name=AgreementVersion]) button", then: "details");

        // Nothing is asked for before we know who gets it.
        await officer.Eventually("/council/payments", "a:has-text('Has not said who to pay')");
        Assert.Equal(0, await officer.Count("form:has([name=Chosen])"));
        await WholeRoundTests.TellWhereItGoes(volunteer);
        var award = new Uri(volunteer.Address).Segments[^2].Trim('/');

        // Ines asks the bank. Reading the details is finance's alone, and Tom sees who did.
        var inesPage = await EnterAs("ines@council.example");
        var ines = new Hand(inesPage);
        await WholeRoundTests.AskTheBank(ines);
        await ines.Open($"/council/payees/{award}");
        await ines.Press("details summary", then: "#Why");
        await ines.Write("Why", "To ask the bank about the name");
        await ines.Press("form:has(#Why) button", then: ".opened dd:has-text('12345678')");
        await volunteer.Eventually(
            $"/my/grants/{award}/money", "li:has-text('Ines Duarte, finance officer: To ask the bank about the name')");
        await officer.Open($"/council/payees/{award}");
        Assert.Equal(0, await officer.Count("#Why"));
        Assert.DoesNotContain("12345678", await officerPage.ContentAsync(), StringComparison.Ordinal);
        await Forced(officerPage, $"/council/payees/{award}?handler=Open", HttpStatusCode.Forbidden, ("Why", "Curiosity"));

        // Noor is officer and finance: she asks for the payment and can then not agree to it herself.
        var clerkPage = await EnterAs("noor@council.example");
        var clerk = new Hand(clerkPage);
        await clerk.Open("/council/payments");
        await clerk.Tick("form[action*=Request] [name=Chosen]");
        await clerk.Press("form[action*=Request] button", then: ".govuk-notification-banner--success");
        Assert.Equal(0, await clerk.Count("[name=Chosen]"));
        await clerk.Press("a[href^='/council/payments/']", then: ".history");
        var payment = new Uri(clerk.Address).AbsolutePath;
        Assert.Equal(0, await clerk.Count("form[action*=Approve]"));
        await Forced(clerkPage, $"{payment}?handler=Approve", HttpStatusCode.Forbidden);
        await Forced(officerPage, $"{payment}?handler=Approve", HttpStatusCode.Forbidden);

        // Rhys agrees; Ines makes the run and gets its file, which an officer cannot.
        await finance.Open("/council/payments");
        Assert.Equal(0, await finance.Count("form[action*=Request]"));
        await finance.Tick("form[action*=Approve] [name=Chosen]");
        await finance.Press("form[action*=Approve] button", then: ".govuk-notification-banner--success");
        await ines.Open("/council/runs");
        await ines.Press("form:has(#PayOn) button", then: "td:has-text('GRANT-')");
        var run = new Uri(ines.Address).AbsolutePath;
        var reference = await ines.Read("td:has-text('GRANT-')");
        var export = await Forced(inesPage, run, HttpStatusCode.OK, ("Format", "Iso20022"));
        Assert.Contains("<Id>12345678</Id>", await export.TextAsync(), StringComparison.Ordinal);
        await officer.Open(run);
        Assert.Equal(0, await officer.Count("form"));
        await Forced(officerPage, run, HttpStatusCode.Forbidden, ("Format", "Csv"));

        // Noor reads the bank's statement: paid, and the pages say so.
        await clerk.Open("/council/statement");
        await clerk.Attach(
            "Csv", "statement.csv", "text/csv", Encoding.UTF8.GetBytes($"Date,Description,Amount\n09/03/2026,BACS {reference},-3200.00\n"));
        await clerk.Press("form:has(#Csv) button", then: ".govuk-notification-banner--success");
        await officer.Eventually(payment, ".tag-won");

        // What is paid cannot be edited.
        await volunteer.Open($"/my/grants/{award}/money?change=bank");
        Assert.Equal(0, await volunteer.Count("form"));
        var refused = await Forced(
            volunteerPage, $"/my/grants/{award}/money?handler=Bank", HttpStatusCode.OK,
            ("AccountName", "Somebody Else"), ("SortCode", "20-00-00"), ("AccountNumber", "87654321"));
        Assert.Contains("This grant has been paid", await refused.TextAsync(), StringComparison.Ordinal);
        await officer.Open($"/council/payees/{award}");
        Assert.Equal(1, await officer.Count("dd:has-text('••••5678')"));

        // It is public without a name, and stands in what is to be signed.
        var visitor = new Hand(await (await browsers.Open(process.Pages, new Screen(1280, 800))).NewPageAsync());
        await visitor.Eventually("/open", "a[href='/open/grants.json']");
        using var web = new HttpClient { BaseAddress = process.Pages };
        using var file = await web.GetAsync(new Uri("open/grants.csv", UriKind.Relative));
        Assert.Contains("Mill Lane Neighbours", await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull(file.Content.Headers.LastModified);
        using var again = new HttpRequestMessage(
            HttpMethod.Get, "open/grants.csv")
        { Headers = { IfModifiedSince = file.Content.Headers.LastModified } };
        Assert.Equal(HttpStatusCode.NotModified, (await web.SendAsync(again)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await web.GetAsync(new Uri("open/secrets.csv", UriKind.Relative))).StatusCode);
        await officer.Open($"/council/rounds/{round}/sign-off");
        await officer.Write("LegalPower", "Localism Act 2011, section 1");
        await officer.Write("Owner", "Director of Communities");
        await officer.Write("DelegatedDecision", "Cabinet, minute 27");
        await officer.Press("form:has(#LegalPower) button", then: "dd:has-text('Localism Act 2011')");
        foreach (var said in new[] { reference, "Rhys Morgan, finance officer", "Noor Khan, clerk", "Ines Duarte, finance officer",
            "Yes, it matches" })
        {
            Assert.True(await officer.Count($".sign-off:has-text('{said}')") == 1, $"The page to sign does not say {said}.");
        }
    }

    /// <summary>Sends a form that the page does not offer, with everything that a form of this person's carries.</summary>
    private static async Task<IAPIResponse> Forced(
        IPage page, string address, HttpStatusCode expected, params (string Name, string Value)[] fields)
    {
        // Every page has the form for signing out, so every page has the mark that a form of ours needs.
        var mark = await page.Locator("form[action='/sign-out'] input[name=__RequestVerificationToken]").First.InputValueAsync();
        var form = page.APIRequest.CreateFormData();
        form.Set("__RequestVerificationToken", mark);
        form.Set("RequestId", Guid.NewGuid().ToString());
        foreach (var (name, value) in fields)
        {
            form.Set(name, value);
        }

        var answer = await page.APIRequest.PostAsync(address, new APIRequestContextOptions { Form = form });
        Assert.True(answer.Status == (int)expected, string.Create(CultureInfo.InvariantCulture, $"{address} answers {answer.Status}."));
        return answer;
    }
}
