using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Participatory.Tests.Browser;

/// <summary>Four people and an officer go through a room: three without scripts, one with, who need not load anything again.</summary>
public sealed class OperaRoomTests(FinishedRound round) : IClassFixture<FinishedRound>
{
    private const string Round = "elm-park-quick-1";

    private static readonly Screen Phone = new(360, 740);

    [Fact]
    public async Task A_room_is_played_through_on_phones_with_and_without_scripts_and_a_page_never_changes_under_somebody_who_types()
    {
        await Open("a-room-on-phones", "34XYCD");
        var axe = await Axe.Load();
        var officer = await Person.SignedIn(await round.Browsers.Open(round.Pages, new Screen(1280, 800), script: false), "officer");
        var people = new List<IPage>();
        for (var who = 0; who < 4; who++)
        {
            var page = await (await round.Browsers.Open(round.Pages, Phone, script: who == 0, bypassPolicy: who == 0)).NewPageAsync();
            await page.GotoAsync("/opera?code=34xycd");
            await page.Locator("#FirstName").FillAsync($"Person {who}");
            await Press(page, "Join");
            await page.Locator("#Notes").FillAsync($"I want thing {who}.");
            await Press(page, "Save");
            people.Add(page);
        }

        // Whoever is about to write is told that something is new, and keeps what is written.
        var scripted = people[0];
        await scripted.Locator("#Notes").FillAsync("I am just writing");
        await Move("Draw pairs");
        await scripted.Locator("[data-room-new]").WaitForAsync(new() { State = WaitForSelectorState.Visible });
        Assert.Equal("I am just writing", await scripted.Locator("#Notes").InputValueAsync());
        // What somebody sends too late is shown to them, and stands in no field of the pair.
        await people[1].Locator("#Notes").FillAsync("I was slower");
        await Press(people[1], "Save");
        await people[1].Locator("p:has-text('I was slower')").WaitForAsync();
        Assert.Equal("", await people[1].Locator("#Notes").InputValueAsync());
        await Person.Follow(scripted.Locator("[data-room-new] a"));
        await scripted.Locator("text=You are in pair").WaitForAsync();
        for (var who = 3; who >= 0; who--)
        {
            await people[who].ReloadAsync();
            await people[who].Locator("#Notes").FillAsync($"We agree on {who}.\nAnd on more.");
            await Press(people[who], "Save for our pair");
        }

        await axe.Look(scripted);
        await Move("Let pairs explain");
        await Move("Start the next pair");
        // The clock runs, and nobody pressed anything.
        await scripted.Locator("[data-clock] strong").WaitForAsync();
        Assert.Matches("^[12]:[0-9]{2}$", await scripted.Locator("[data-clock] strong").InnerTextAsync());
        await people[1].ReloadAsync();
        await people[1].Locator("text=Time left when this page was shown").WaitForAsync();
        await officer.GotoAsync($"/council/rounds/{Round}/opera/a-room-on-phones/hall");
        await officer.Locator("text=Pair 1 of 2 speaks now").WaitForAsync();
        await Move("Start the next pair");
        await Move("Let pairs choose");
        for (var who = 0; who < 4; who++)
        {
            // A page with scripts does so by itself.
            if (who > 0)
            {
                await people[who].ReloadAsync();
            }

            await people[who].Locator("input[name=NoteIds]").First.CheckAsync();
            await Press(people[who], "Save our choice");
            await people[who].Locator("text=Your pair has chosen").WaitForAsync();
        }

        await axe.Look(scripted);
        await Move("Show what they chose");
        await officer.Locator("input[name=NoteIds]").First.CheckAsync();
        await officer.Locator("#Heading").FillAsync("Together");
        await Press(officer, "Put them there");
        await scripted.Locator("h3:has-text('Together')").WaitForAsync();
        await Move("Close the room");
        await Person.Follow(scripted.Locator("text=Read what came of it"));
        await scripted.Locator("h3:has-text('Together')").WaitForAsync();
        Assert.DoesNotContain("Person 0", await scripted.ContentAsync(), StringComparison.Ordinal);

        async Task Move(string button)
        {
            await officer.GotoAsync($"/council/rounds/{Round}/opera/a-room-on-phones");
            await Press(officer, button);
        }
    }

    private static Task Press(IPage page, string button) =>
        Person.Follow(page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }));

    /// <summary>As an officer would have, before people voted.</summary>
    private async Task Open(string room, string code)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(round.Data, "proposals.db")}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO opera_room (
                room_id, round_id, words, room_code, step, minutes, turn, door_closed, people, opened_by, opened_at)
            SELECT $room, round_id, 'What matters most?', $code, 'OWN', 2, 0, 0, 0, 'Grace Bell', opened_at FROM opera_room
            """;
        command.Parameters.AddWithValue("$room", room);
        command.Parameters.AddWithValue("$code", code);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
