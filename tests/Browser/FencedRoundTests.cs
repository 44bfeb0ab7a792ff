using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>A round a part of whose money is for some, from the promise to the yes of the group that moved up.</summary>
public sealed class FencedRoundTests : IDisposable
{
    private const string ForWhom = "groups with an income under £10,000";

    private readonly string data = Directory.CreateTempSubdirectory("participatory-browser-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_ring_fence_is_read_before_the_vote_the_result_says_what_it_changed_and_who_moved_up_says_yes_by_mail()
    {
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        async Task<IPage> Enter(string person)
        {
            var browser = await browsers.Open(process.Pages, new Screen(1280, 800), script: false);
            return person == "nobody" ? await browser.NewPageAsync() : await Person.SignedIn(browser, person);
        }

        var (officer, finance) = (new Hand(await Enter("officer")), new Hand(await Enter("finance")));
        var (resident, volunteer, visitor) = (
            new Hand(await Enter("resident")), new Hand(await Enter("volunteer")), new Hand(await Enter("nobody")));
        var round = await WholeRoundTests.MakeRound(officer);
        await WholeRoundTests.LetGoOfMoney(round, officer, finance);
        await SetRule(round, officer);
        await WholeRoundTests.ProposeAndValue(round, officer, resident, volunteer, ForWhom);
        await officer.Eventually(
            $"/council/rounds/{round}/rules", $"li:has-text('A mural: {ForWhom}, according to the person who sent it in')");
        var code = await WholeRoundTests.PublishAndOpen(round, officer, finance);
        var other = await officer.Read(".letter .code >> nth=1");
        await visitor.Open($"/rounds/{round}");
        Assert.Equal(1, await visitor.Count($"li:has-text('At least 20 % of each area’s money is set aside for {ForWhom}.')"));
        await Vote(round, code, resident, "Benches on Mill Lane");
        await Vote(round, other, volunteer, "Benches on Mill Lane", "A mural");
        await officer.Decide(round, "ClosePoll", next: "DeclareResult", "Everybody who wanted has voted.");
        await officer.Decide(round, "DeclareResult", next: null, reason: null);

        // The benches had more votes; the mural is what a part of the money was for.
        await visitor.Eventually($"/rounds/{round}/result", "#ring-fences li");
        var changed = await visitor.Read("#ring-fences");
        foreach (var said in (string[])["“A mural” moved up and gets £2,500.",
            "“Benches on Mill Lane” made room. It would have got £3,200.", "£700 was set aside. By votes alone such ideas got £0."])
        {
            Assert.Contains(said, changed, StringComparison.Ordinal);
        }

        Assert.Equal(1, await visitor.Count(".govuk-summary-list__row:has(.tag-won):has-text('A mural')"));
        await visitor.Eventually($"/rounds/{round}/ideas/1", "main:has-text('It had enough votes, but part of the money was set aside')");

        // The link in the mail is enough to read, to say no and to say yes, and reaches nothing else.
        var link = await Person.LinkIn(await Enter("nobody"), "Your idea was chosen: A mural");
        var group = new Hand(await Enter("nobody"));
        await group.Open(link);
        var award = new Uri(group.Address).AbsolutePath;
        await group.Press($"a[href='{award}/no']", then: "#Reason");
        await group.Open(award);
        await group.Press("form:has([name=AgreementVersion]) button", then: "details");
        await resident.Eventually("/my/grants", ".card:has-text('A mural'):has-text('Accepted')");
        await group.Open($"{award}/money");
        Assert.Contains("/sign-in", group.Address, StringComparison.Ordinal);
        await group.Open("/my/grants");
        Assert.Contains("/sign-in", group.Address, StringComparison.Ordinal);
        await LookAtWhatIsRare(browsers, process.Pages, round, award, officer, resident, volunteer);
    }

    /// <summary>Pages that a round which goes well never shows: a host's, a clawback's, and that of a day that is closed.</summary>
    private async Task LookAtWhatIsRare(Browsers browsers, Uri pages, string round, string award, Hand officer, Hand resident, Hand host)
    {
        await resident.Open($"{award}/money");
        await resident.Tick("input[name=Holder][value=Host]");
        await resident.Press("form:has([name=Holder]) button.govuk-button", then: "#HostName");
        await resident.Write("GroupName", "Mill Lane Painters");
        await resident.Write("HostName", "Elmstow Voluntary Action");
        await resident.Press("form:has(#HostName) button.govuk-button", then: "main:has-text('code=')");
        var code = (await resident.Read(".hash")).Trim();
        await Look(browsers, pages, "volunteer", new Uri(code).PathAndQuery);
        await host.Open(code);
        await host.Write("FeeBasisPoints", "5");
        await host.Write("Words", "We hold the money for Mill Lane Painters and pay what they ask us to.");
        await host.Write("SignedBy", "Tom Price, treasurer");
        await host.Press("form:has(#SignedBy) button.govuk-button", then: "#SortCode");

        await officer.Open($"/council/rounds/{round}/clawback");
        await officer.Write("Amount", "100");
        await officer.Write("Reason", "The roof of the school fell in.");
        await officer.Press(
            "form:has(#Amount) button.govuk-button", then: "main:has-text('From the money of Elm Park, back to Neighbourhoods.')");
        var clawback = new Uri(officer.Address).AbsolutePath;
        var closed = await Close();
        await resident.Open($"{closed}.json");

        await Look(browsers, pages, "volunteer", award.Replace("/my/grants", "/hosting", StringComparison.Ordinal), "/hosting");
        await Look(browsers, pages, "finance", clawback, "/council/clawbacks",
            award.Replace("/my/grants", "/council/payees", StringComparison.Ordinal), $"/rounds/{round}/result");
        await Look(browsers, pages, "resident", $"{award}/money", closed);
    }

    private static async Task Look(Browsers browsers, Uri pages, string person, params string[] ways)
    {
        var axe = await Axe.Load();
        foreach (var screen in (Screen[])[new(1280, 800), new(360, 740)])
        {
            await using var browser = await browsers.Open(pages, screen, bypassPolicy: true);
            var page = await Person.SignedIn(browser, person);
            foreach (var way in ways)
            {
                var answer = await page.GotoAsync(way);
                Assert.True(answer!.Ok, $"{way} answers {answer.Status}.");
                await axe.Look(page);
            }
        }
    }

    /// <summary>No day ends while a test runs, so here is one that is closed.</summary>
    private async Task<string> Close()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "grants.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO ledger_close (close_date, from_sequence, to_sequence, transfers, differences, previous_hash, close_hash, closed_at)
            VALUES ('2026-03-01', 0, 4, 4, 0, printf('%064d', 0), printf('%064d', 1), 1772409600000000);
            INSERT INTO close_book (book, close_date, transfers, head) VALUES ('', '2026-03-01', 4, printf('%064d', 2));
            INSERT INTO close_total (close_date, currency, kind, debits, credits) VALUES
                ('2026-03-01', 'GBP', 'FUND', 350000, 1000000), ('2026-03-01', 'GBP', 'POT', 0, 350000);
            """;
        await command.ExecuteNonQueryAsync();
        return "/ledger/2026-03-01";
    }

    private static async Task SetRule(string round, Hand officer)
    {
        await officer.Open($"/council/rounds/{round}/rules");
        await officer.Write("Contact", "Grace Bell, 01234 567890");
        await officer.Write("Titles-0-", ForWhom);
        await officer.Write("Percentages-0-", "20");
        await officer.Press("form:has(#Contact) button", then: ".govuk-notification-banner--success");
    }

    private static async Task Vote(string round, string code, Hand voter, params string[] ideas)
    {
        await voter.Open($"/rounds/{round}/vote");
        await voter.Write("Code", code);
        await voter.Press("form:has(#Code) button.govuk-button", then: ".ballot");
        Assert.Equal(1, await voter.Count($"li:has-text('At least 20 % of each area’s money is set aside for {ForWhom}.')"));
        Assert.Equal(1, await voter.Count($".govuk-checkboxes__item:has-text('A mural'):has-text('Counts for: {ForWhom}')"));
        foreach (var idea in ideas)
        {
            await voter.Tick($".govuk-checkboxes__item:has-text('{idea}') input");
        }

        await voter.Press(".ballot button.govuk-button", then: "form[action*=Cast]");
        await voter.Press("form[action*=Cast] button.govuk-button", then: ".receipt .code");
    }
}
