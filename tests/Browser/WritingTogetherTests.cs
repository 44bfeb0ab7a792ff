using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>
/// Neighbours meet over an idea on a phone: it is sent in with a photo and a place, written on by somebody who was invited, asked about,
/// joined with another one and found on the map by keyboard; with scripts, and without a line of one.
/// </summary>
public sealed class WritingTogetherTests : IDisposable
{
    private const string Benches = "Benches by the heron pond";
    private const string First = "Three benches, so that my nan can rest by the heron pond.";
    private const string Second = "Three benches with backs, so that my nan can rest by the heron pond.";
    private const string Seats = "Seats for the heron pond";
    private const string Other = "Benches or seats near the heron pond.";
    private const string Sitting = "Somewhere to sit";
    private const string Together = "Benches with backs and seats, in one place.";

    private readonly string data = Directory.CreateTempSubdirectory("participatory-common-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    public static TheoryData<bool> Scripts => Screens.Scripts(sample: false);

    [Theory, MemberData(nameof(Scripts))]
    public async Task Two_ideas_with_a_photo_a_co_author_and_an_answered_question_become_one_that_a_keyboard_finds_on_the_map(bool script)
    {
        var axe = await Axe.Load();
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        Task<IBrowserContext> Browser(bool scripts = true) =>
            browsers.Open(process.Pages, new Screen(360, 740), scripts, bypassPolicy: scripts);
        async Task<Neighbour> Enter(Func<IBrowserContext, Task<IPage>> signIn)
        {
            var page = await signIn(await Browser(script));
            return new Neighbour(page, new Hand(page), script ? page : await signIn(await Browser()), axe);
        }

        var officer = new Hand(await Person.SignedIn(await Browser(scripts: false), "officer"));
        var round = await WholeRoundTests.MakeRound(officer);
        await WholeRoundTests.LetGoOfMoney(round, officer, new Hand(await Person.SignedIn(await Browser(scripts: false), "finance")));
        var resident = await Enter(browser => Person.SignedIn(browser, "resident"));
        var volunteer = await Enter(browser => Person.SignedIn(browser, "volunteer"));
        var zoe = await Enter(browser => Person.ByCode(browser, "zoe@example.org"));
        var reader = await Enter(browser => browser.NewPageAsync());

        await Propose(round, resident);
        await WriteTogether(round, resident, zoe);
        await AskAndAnswer(round, volunteer, resident);
        await ProposeSomethingLikeIt(round, volunteer, script);
        await Join(round, volunteer, resident);
        await ReadBoth(round, reader, zoe);
        await WalkTheMap(round, reader);
    }

    private static async Task Propose(string round, Neighbour resident)
    {
        var hand = resident.Hand;
        await hand.Open($"/rounds/{round}/propose");
        await hand.Write("Title", Benches);
        await hand.Write("Words", First);
        await hand.Write("WhoBenefits", "Everybody who walks there.");
        await hand.Write("PlaceWords", "By the pond, near the school gate");
        await hand.Write("Latitude", "51.5074");
        await hand.Write("Longitude", "-0.1278");
        await hand.Press("details:has(#Photo1) summary", then: "#Alt1");
        await hand.Attach("Photo1", "pond.jpg", "image/jpeg", await hand.Photo());
        await hand.Write("Alt1", "The pond in the morning");
        await hand.Tick("#EverybodySaidYes");
        await resident.Look();
        await hand.Press("form:has(#Title) button.govuk-button", then: $"h1:has-text('{Benches}')");
        Assert.Equal(1, await hand.Count("img.idea-photo[alt='The pond in the morning']"));
        Assert.Equal(1, await hand.Count("p.words:text-is('By the pond, near the school gate')"));
        await resident.Look();
    }

    private static async Task WriteTogether(string round, Neighbour resident, Neighbour zoe)
    {
        await resident.Hand.Open($"/rounds/{round}/ideas/1/writers");
        await resident.Hand.Press("button:text-is('Make a link')", then: ".panel--thanks a");
        var link = new Uri(await resident.Hand.Read(".panel--thanks a")).PathAndQuery;
        await resident.Look();

        await zoe.Hand.Open(link);
        await zoe.Look();
        await zoe.Hand.Write("ShownAs", "Zoe");
        await zoe.Hand.Press("button:text-is('Yes, I will write with them')", then: "a:text-is('Change this idea')");
        await zoe.Hand.Press("a:text-is('Change this idea')", then: "form:has(#Title) #Words");
        await zoe.Look();
        await zoe.Hand.Write("Words", Second);
        await zoe.Hand.Press("form:has(#Title) button.govuk-button", then: "p:has-text('This is version 2.')");
        Assert.Equal(Second, await zoe.Hand.Read("p.words"));
        await zoe.Hand.Press("a:text-is('See what changed')", then: "h1:text-is('How this idea changed')");
        await zoe.Look();
    }

    private static async Task AskAndAnswer(string round, Neighbour volunteer, Neighbour resident)
    {
        var questions = $"/rounds/{round}/ideas/1/questions";
        await volunteer.Hand.Open(questions);
        await volunteer.Look();
        await volunteer.Hand.Write("Words", "Who keeps them clean?");
        await volunteer.Hand.Press("form:has(#Words) button.govuk-button", then: "h2:text-is('Your question is sent.')");
        await volunteer.Look();

        await resident.Hand.Open(questions);
        await resident.Hand.Press("a:has-text('Read and answer')", then: "form #Words");
        await resident.Look();
        await resident.Hand.Write("Words", "We do, in turns.");
        await resident.Hand.Press("button:text-is('Send your answer')", then: "h2:text-is('Your answer is saved.')");
        await resident.Look();
        await volunteer.Hand.Open($"/rounds/{round}/ideas/1");
        Assert.Equal(1, await volunteer.Hand.Count("p.words:text-is('We do, in turns.')"));
    }

    /// <summary>With scripts what is alike appears while somebody writes; without them it is a step of its own, and both send it.</summary>
    private static async Task ProposeSomethingLikeIt(string round, Neighbour volunteer, bool script)
    {
        await volunteer.Hand.Open($"/rounds/{round}/propose");
        await volunteer.Hand.Write("Title", Seats);
        await volunteer.Hand.Write("Words", Other);
        if (script)
        {
            await volunteer.Page.Locator("#similar-title").WaitForAsync();
            await volunteer.Look();
        }
        else
        {
            await volunteer.Hand.Press("button:text-is('Look for similar ideas')", then: "#similar-title");
            Assert.Equal(Other, await volunteer.Page.Locator("#Words").InputValueAsync());
            Assert.Equal(1, await volunteer.Hand.Count("button:text-is('Send it all the same')"));
        }

        Assert.Contains(Benches, await volunteer.Hand.Read("[data-similar]"), StringComparison.Ordinal);
        await volunteer.Hand.Write("WhoBenefits", "Everybody who is tired.");
        await volunteer.Hand.Press("form:has(#Title) button.govuk-button", then: $"h1:has-text('{Seats}')");
    }

    private static async Task Join(string round, Neighbour volunteer, Neighbour resident)
    {
        await volunteer.Hand.Open($"/rounds/{round}/ideas/2/joining");
        await volunteer.Look();
        await volunteer.Hand.Write("With", "1");
        await volunteer.Hand.Press("form:has(#With) button", then: "form:has(#Title) #Words");
        await volunteer.Hand.Write("Title", Sitting);
        await volunteer.Hand.Write("Words", Together);
        await volunteer.Hand.Tick("input[name=CarriedBy]");
        await volunteer.Look();
        await volunteer.Hand.Press("button:text-is('Suggest this')", then: "button:text-is('Take the suggestion back')");
        await volunteer.Look();

        await resident.Hand.Open($"/rounds/{round}/ideas/1");
        await resident.Hand.Press("a:text-is('Read the suggestion')", then: "button:text-is('Yes, join them')");
        await resident.Look();
        await resident.Hand.Press("button:text-is('Yes, join them')", then: "h2:text-is('This idea was made of two')");
        await resident.Look();
    }

    /// <summary>Each of the two on its own page and behind the common one, which everybody writes who wrote either.</summary>
    private static async Task ReadBoth(string round, Neighbour reader, Neighbour zoe)
    {
        foreach (var (number, words) in (IEnumerable<(int, string)>)[(1, Second), (2, Other)])
        {
            await reader.Hand.Open($"/rounds/{round}/ideas/{number}");
            Assert.Equal(words, await reader.Hand.Read("p.words"));
            Assert.Equal(1, await reader.Hand.Count("p:has-text('This idea was joined with another one.')"));
            await reader.Look();
            await reader.Hand.Press("a:text-is('Go to the joined idea')", then: $"h1:has-text('{Sitting}')");
            Assert.Equal(Together, await reader.Hand.Read("p.words"));
            Assert.Equal(1, await reader.Hand.Count($"details p.words:has-text('{words}')"));
        }

        await zoe.Hand.Open($"/rounds/{round}/ideas/3/edit");
        Assert.Equal(1, await zoe.Hand.Count("#Words"));
    }

    private static async Task WalkTheMap(string round, Neighbour reader)
    {
        await reader.Hand.Open($"/rounds/{round}/map");
        await reader.Look();
        var number = reader.Page.Locator("main svg a:focus");
        for (var pressed = 0; await number.CountAsync() == 0; pressed++)
        {
            Assert.True(pressed < 60, "The key leads to no number on the map.");
            await reader.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Equal($"1: {Sitting}", await number.GetAttributeAsync("aria-label"));
        await reader.Page.Keyboard.PressAsync("Enter");
        await reader.Page.Locator($"h1:has-text('{Sitting}')").WaitForAsync();
    }

    /// <summary>Somebody at their phone.</summary>
    /// <param name="Glass">
    /// The page on which axe looks, which is a script itself: their own, or where scripts do not run the same in another browser of theirs.
    /// </param>
    private sealed record Neighbour(IPage Page, Hand Hand, IPage Glass, Axe Axe)
    {
        /// <summary>It fits on the screen, and axe has nothing to say of it.</summary>
        public async Task Look()
        {
            if (Glass != Page)
            {
                await Glass.GotoAsync(Page.Url);
            }

            await Axe.Look(Glass);
        }
    }
}
