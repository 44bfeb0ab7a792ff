using System.Globalization;
using System.Text;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>One round by five people, through the pages alone, in browsers that run no script.</summary>
public sealed class WholeRoundTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("participatory-browser-").FullName;

    // Every page is looked at on both screens elsewhere; the way through them needs the narrow one.
    public static TheoryData<int, int> Sizes => Needs.FullRuns ? Screens.Both : Screens.Phone;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Theory, MemberData(nameof(Sizes))]
    public async Task Five_people_bring_a_round_from_its_money_to_its_story_without_any_script(int width, int height)
    {
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        async Task<Hand> Enter(string person)
        {
            var browser = await browsers.Open(process.Pages, new Screen(width, height), script: false);
            return new Hand(person == "nobody" ? await browser.NewPageAsync() : await Person.SignedIn(browser, person));
        }

        var officer = await Enter("officer");
        var finance = await Enter("finance");
        var resident = await Enter("resident");
        var volunteer = await Enter("volunteer");
        var visitor = await Enter("nobody");

        var round = await MakeRound(officer);
        await MoveTheLastDay(round, officer, visitor);
        await LetGoOfMoney(round, officer, finance);
        await ProposeAndValue(round, officer, resident, volunteer);
        var code = await PublishAndOpen(round, officer, finance);
        await Vote(round, code, resident);
        await CloseAndDeclare(round, officer, visitor);
        await Pay(officer, finance, volunteer);
        await Tell(officer, volunteer, visitor);
    }

    internal static async Task<string> MakeRound(Hand officer, string areas = "E05000001 Elm Park")
    {
        await officer.Open("/council/rounds/new");
        await officer.Write("Title", "Our Street, Our Say");
        await officer.Write("Description", "The neighbourhood decides.");
        await officer.Write("Areas", areas);
        await officer.Press("form button.govuk-button", then: "#ListeningFrom");
        await Day("ListeningFrom", 0);
        await Day("AcceptingFrom", 10);
        await Day("ReviewingFrom", 20);
        await Day("BallotingFrom", 30);
        await Day("FinishedFrom", 40);
        await officer.Press("form button.govuk-button", then: "#MaxLength");
        await officer.Press("form button.govuk-button", then: ".govuk-summary-list");
        await officer.Press("form button.govuk-button", then: "[data-step=OpenIdeas]");
        return new Uri(officer.Address).Segments[^1];

        Task Day(string field, int fromToday) =>
            officer.Write(field, DateTime.UtcNow.AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private static async Task MoveTheLastDay(string round, Hand officer, Hand visitor)
    {
        await officer.Open($"/council/rounds/{round}");
        await officer.Press("a[href$='/dates']", then: "#FinishedFrom");
        await officer.Write("FinishedFrom", DateTime.UtcNow.AddDays(45).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await officer.Write("Reason", "The school asked for more time.");
        await officer.Press("form button.govuk-button", then: ".history li:has-text('The school asked for more time.')");
        await visitor.Open($"/rounds/{round}");
        Assert.Equal(1, await visitor.Count("details:has-text('The school asked for more time.')"));
    }

    internal static async Task LetGoOfMoney(string round, Hand officer, Hand finance)
    {
        await finance.Open("/council/funds/new");
        await finance.Write("Name", "Neighbourhoods");
        await finance.Write("Currency", "GBP");
        await finance.Press("form button.govuk-button", then: "#Funder");
        await finance.Write("Funder", "The council");
        await finance.Write("Amount", "10000");
        await finance.Write("Reference", "BD 7");
        await finance.Press("form button.govuk-button", then: ".facts:has-text('£10,000')");

        await officer.Open($"/council/rounds/{round}/release");
        await officer.Write("Lines-0-", "3500");
        await officer.Write("Note", "Theirs to decide.");
        await officer.Press("form button.govuk-button", then: ".govuk-inset-text");
        var release = new Uri(officer.Address).AbsolutePath;

        await finance.Open("/council");
        await finance.Press($".waiting a[href='{release}']", then: "form[action*=Approve]");
        await finance.Press("form[action*=Approve] button", then: ".panel--thanks");
        await officer.Eventually($"/rounds/{round}", "main:has-text('£3,500')");
        await officer.Decide(round, "OpenIdeas", next: "CloseIdeas", "Enough has been heard.");
    }

    /// <param name="countsFor">What the resident's idea counts for, if the money has a ring-fence.</param>
    internal static async Task ProposeAndValue(string round, Hand officer, Hand resident, Hand volunteer, string? countsFor = null)
    {
        await Propose(volunteer, "Benches on Mill Lane", "3000");
        await Propose(resident, "A mural", "2500", countsFor);
        await officer.Decide(round, "CloseIdeas", next: "PublishPaper", "The time is over.");
        await Value("Benches on Mill Lane", "3200");
        await Value("A mural", "2500");

        async Task Propose(Hand person, string title, string cost, string? ticked = null)
        {
            await person.Open($"/rounds/{round}/propose");
            await person.Write("Title", title);
            await person.Write("Words", "So that everybody can rest, look and talk.");
            await person.Write("WhoBenefits", "Everybody who walks by.");
            await person.Write("Estimate", cost);
            if (ticked is not null)
            {
                await person.Tick($".govuk-checkboxes__item:has-text('{ticked}') input");
            }

            await person.Press("form:has(#Title) button.govuk-button", then: $"h1:has-text('{title}')");
        }

        async Task Value(string title, string cost)
        {
            await officer.Open($"/council/rounds/{round}/ideas");
            await officer.Press($"a:has-text('{title}')", then: "#Cost");
            await officer.Tick("input[name=Valuation][value=yes]");
            await officer.Write("Cost", cost);
            await officer.Press(
                "form:has(#Cost) button.govuk-button", then: ".govuk-notification-banner, [role=alert], [role=status], .done");
        }
    }

    internal static async Task<string> PublishAndOpen(string round, Hand officer, Hand finance)
    {
        await Publish(round, officer);
        await officer.Open($"/council/rounds/{round}/roll");
        await officer.Attach("Csv", "roll.csv", "text/csv", Encoding.UTF8.GetBytes("voter_id,area_code\n1,E05000001\n2,E05000001\n"));
        await officer.Press("form:has(#Csv) button.govuk-button", then: "td:text-is('2')");
        await officer.Decide(round, "OpenPoll", next: "ClosePoll", "The letters have arrived.");

        await officer.Open($"/council/rounds/{round}/letters");
        await officer.Write("Reason", "The letters are printed.");
        await officer.Press("form:has(#Reason) button.govuk-button", then: "h1:has-text('2')");
        var codes = new Uri(officer.Address).PathAndQuery;
        // Nobody sends an address round: what waits for somebody stands on their dashboard.
        await finance.Open("/council");
        await finance.Press($"a[href='{codes}']", then: "form[action*=Agree]");
        await finance.Press("form[action*=Agree] button", then: "p:has-text('approved')");
        await officer.Open("/council");
        await officer.Press($"a[href='{codes}']", then: "form[action*=Sheet]");
        await officer.Press("form[action*=Sheet] button", then: ".letter .code");
        return await officer.Read(".letter .code");
    }

    internal static async Task Publish(string round, Hand officer)
    {
        await officer.Decide(round, "PublishPaper", next: null, "Every idea has its answer.");
        await officer.Eventually($"/council/rounds/{round}", "[data-step=OpenPoll]");
    }

    internal static async Task Vote(string round, string code, Hand resident)
    {
        await resident.Open($"/rounds/{round}/vote");
        await resident.Write("Code", code);
        await resident.Press("form:has(#Code) button.govuk-button", then: ".ballot");
        await resident.Tick(".govuk-checkboxes__item:has-text('Benches on Mill Lane') input");
        await resident.Press(".ballot button.govuk-button", then: "form[action*=Cast]");
        await resident.Press("form[action*=Cast] button.govuk-button", then: ".receipt .code");
        var card = await resident.Read(".card-text");
        var tracking = await resident.Read(".tracking-code");
        Assert.Equal(1, await resident.Count("svg.qr path"));

        // With the card the vote is changed, and then anybody can see that it is in.
        await resident.Open($"/rounds/{round}/vote?handler=Card");
        await resident.Write("Card", card.ToLowerInvariant());
        await resident.Press("form:has(#Card) button.govuk-button", then: ".ballot input:checked");
        await resident.Tick(".govuk-checkboxes__item:has-text('Benches on Mill Lane') input");
        await resident.Press(".ballot button.govuk-button", then: "form[action*=Cast]");
        await resident.Press("form[action*=Cast] button.govuk-button", then: ".receipt .code");
        Assert.Equal(card, await resident.Read(".card-text"));
        Assert.NotEqual(tracking, await resident.Read(".tracking-code"));
        await resident.Open($"/polls/{round}/check?code={await resident.Read(".tracking-code")}");
        Assert.Equal(1, await resident.Count(".panel--thanks .code"));

        // The letter is used up.
        await resident.Open($"/rounds/{round}/vote");
        await resident.Write("Code", code);
        await resident.Press("form:has(#Code) button.govuk-button", then: "h1");
        Assert.Equal(0, await resident.Count(".receipt"));
    }

    internal static async Task CloseAndDeclare(string round, Hand officer, Hand visitor)
    {
        await officer.Decide(round, "ClosePoll", next: "DeclareResult", "Everybody who wanted has voted.");
        await officer.Decide(round, "DeclareResult", next: null, reason: null);
        await visitor.Eventually($"/rounds/{round}/result", ".govuk-summary-list__row:has(.tag-won):has-text('Benches on Mill Lane')");
        Assert.Equal(1, await visitor.Count(".govuk-summary-list .tag-won"));
        // The page of the result names who declared it; that of the round says nothing else about it.
        await officer.Eventually($"/council/rounds/{round}", ".history li:has-text('when the result was declared')");
    }

    /// <summary>From the page of an accepted grant: the group has an account of its own.</summary>
    internal static async Task TellWhereItGoes(Hand volunteer)
    {
        await volunteer.Press("a:has-text('Answer now')", then: "input[name=Holder]");
        await volunteer.Tick("input[name=Holder][value=Group]");
        await volunteer.Press("form:has([name=Holder]) button.govuk-button", then: "#GroupName");
        await volunteer.Write("GroupName", "Mill Lane Neighbours");
        await volunteer.Press("form:has(#GroupName) button.govuk-button", then: "#SortCode");
        await volunteer.Write("AccountName", "Mill Lane Neighbours");
        await volunteer.Write("SortCode", "20-00-00");
        await volunteer.Write("AccountNumber", "12345678");
        await volunteer.Press("form:has(#SortCode) button.govuk-button", then: "dd:has-text('••-••-00 ••••5678')");
    }

    /// <summary>Finance has asked the bank whether name and account belong together, and they do.</summary>
    internal static async Task AskTheBank(Hand finance)
    {
        await finance.Open("/council/payees");
        await finance.Press("li:has-text('Benches on Mill Lane') a", then: "input[name=Result]");
        await finance.Tick("input[name=Result][value=Match]");
        await finance.Press("form:has([name=Result]) button.govuk-button", then: "main:not(:has(input[name=Result]))");
    }

    private static async Task Pay(Hand officer, Hand finance, Hand volunteer)
    {
        await volunteer.Eventually("/my/grants", ".card a:has-text('Benches on Mill Lane')");
        await volunteer.Press(".card a", then: "input[name=AgreementVersion]");
        await volunteer.Press("form:has([name=AgreementVersion]) button", then: "details");
        await TellWhereItGoes(volunteer);
        await AskTheBank(finance);

        await officer.Eventually("/council/payments", "[name=Chosen]");
        await officer.Tick("[name=Chosen]");
        await officer.Press("form:has([name=Chosen]) button", then: ".govuk-notification-banner--success");
        await officer.Press("a[href^='/council/payments/']", then: ".history");
        var payment = new Uri(officer.Address).AbsolutePath;
        Assert.Equal(0, await officer.Count("form[action*=Approve]"));

        await finance.Open(payment);
        await finance.Press("form[action*=Approve] button", then: "#BankReference");
        await finance.Write("BankReference", "FP 4711");
        await finance.Press("form[action*=Confirm] button", then: ".tag-won");
    }

    private static async Task Tell(Hand officer, Hand volunteer, Hand visitor)
    {
        await volunteer.Eventually("/my/stories", "main a:has-text('Benches on Mill Lane')");
        await volunteer.Press("a:has-text('Benches on Mill Lane')", then: "#Answers-Happened-");
        await volunteer.Write("Answers-Happened-", "Mrs Price sat down first, and then everybody did.");
        await volunteer.Press(".govuk-button[name=go][value=next]", then: "#Answers-Changed-");
        await volunteer.Press(".govuk-button[name=go][value=next]", then: "#Answers-Learned-");
        await volunteer.Press(".govuk-button[name=go][value=next]", then: "#Content");
        await volunteer.Attach("Content", "benches.jpg", "image/jpeg", await volunteer.Photo());
        await volunteer.Write("AltText", "Three benches in the sun");
        await volunteer.Tick("input[name=Recognised][value=Nobody]");
        await volunteer.Press("button.govuk-button--secondary", then: ".photos img[alt='Three benches in the sun']");
        await volunteer.Press(".govuk-button[name=go][value=next]", then: "#ToldBy");
        await volunteer.Tick("input[name=Audience][value=Everybody]");
        await volunteer.Press("[name=go][value=send]", then: "a[href^='/stories/']");

        await officer.Eventually("/council/stories", "main a:has-text('Benches on Mill Lane')");
        await officer.Press("a:has-text('Benches on Mill Lane')", then: "#Answer");
        await officer.Write("Answer", "I walked past on Sunday. Thank you.");
        await officer.Press("form:has(#Answer) button.govuk-button", then: "h1:not(:has-text('Benches'))");

        await visitor.Eventually("/stories", ".card:has-text('Benches on Mill Lane') img[alt='Three benches in the sun']");
        await visitor.Press(".card a:has-text('Benches on Mill Lane')", then: "main:has-text('I walked past on Sunday.')");
    }
}
