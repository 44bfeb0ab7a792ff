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
    public async Task A_ring_fence_is_read_before_the_vote_the_result_says_what_it_changed_and_who_moved_up_says_yes_by_the_link_in_the_mail()
    {
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        async Task<IPage> Enter(string person)
        {
            var browser = await browsers.Open(process.Pages, new Screen(1280, 800), script: false);
            return person == "nobody" ? await browser.NewPageAsync() : await Person.SignedIn(browser, person);
        }

        var (officer, finance) = (new Hand(await Enter("officer")), new Hand(await Enter("finance")));
        var (resident, volunteer, visitor) = (new Hand(await Enter("resident")), new Hand(await Enter("volunteer")), new Hand(await Enter("nobody")));
        var round = await WholeRoundTests.MakeRound(officer);
        await WholeRoundTests.LetGoOfMoney(round, officer, finance);
        await SetRule(round, officer);
        await WholeRoundTests.ProposeAndValue(round, officer, resident, volunteer, ForWhom);
        await officer.Eventually($"/council/rounds/{round}/rules", $"li:has-text('A mural: {ForWhom}, says whoever proposed it')");
        var code = await WholeRoundTests.PublishAndOpen(round, officer);
        var other = await officer.Read(".letter .code >> nth=1");
        await visitor.Open($"/rounds/{round}");
        Assert.Equal(1, await visitor.Count($"li:has-text('At least 20 % of each area’s money is for {ForWhom}.')"));
        await Vote(round, code, resident, "Benches on Mill Lane");
        await Vote(round, other, volunteer, "Benches on Mill Lane", "A mural");
        await officer.Decide(round, "ClosePoll", next: "DeclareResult", "Everybody who wanted has voted.");
        await officer.Decide(round, "DeclareResult", next: null, reason: null);

        // The benches had more votes; the mural is what a part of the money was for.
        await visitor.Eventually($"/rounds/{round}/result", "#ring-fences li");
        var changed = await visitor.Read("#ring-fences");
        foreach (var said in (string[])["“A mural” moved up and gets £2,500.", "“Benches on Mill Lane” gave way. It would have got £3,200.", "£700 was for them. By votes alone such ideas won £0."])
        {
            Assert.Contains(said, changed, StringComparison.Ordinal);
        }

        Assert.Equal(1, await visitor.Count(".govuk-summary-list__row:has(.tag-won):has-text('A mural')"));
        await visitor.Eventually($"/rounds/{round}/ideas/1", "main:has-text('It had enough votes, and gave way')");

        // The link in the mail is enough to read, to say no and to say yes, and reaches nothing else.
        var link = await Person.LinkIn(await Enter("nobody"), "Your idea has won: A mural");
        var group = new Hand(await Enter("nobody"));
        await group.Open(link);
        var award = new Uri(group.Address).AbsolutePath;
        await group.Press($"a[href='{award}/no']", then: "#Reason");
        await group.Open(award);
        await group.Press("form:has([name=AgreementVersion]) button", then: "details");
        await resident.Eventually("/my/grants", ".card:has-text('A mural'):has-text('On its way')");
        await group.Open($"{award}/money");
        Assert.Contains("/sign-in", group.Address, StringComparison.Ordinal);
        await group.Open("/my/grants");
        Assert.Contains("/sign-in", group.Address, StringComparison.Ordinal);
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
        Assert.Equal(1, await voter.Count($"li:has-text('At least 20 % of each area’s money is for {ForWhom}.')"));
        Assert.Equal(1, await voter.Count($".govuk-checkboxes__item:has-text('A mural'):has-text('Counts for: {ForWhom}')"));
        foreach (var idea in ideas)
        {
            await voter.Tick($".govuk-checkboxes__item:has-text('{idea}') input");
        }

        await voter.Press(".ballot button.govuk-button", then: "form[action*=Cast]");
        await voter.Press("form[action*=Cast] button.govuk-button", then: ".receipt .code");
    }
}
