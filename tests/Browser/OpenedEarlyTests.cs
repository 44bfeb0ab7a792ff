using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>A vote that an officer opens ahead of its date and closes ahead of it, without any ballot.</summary>
public sealed class OpenedEarlyTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("participatory-early-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Every_page_says_whether_people_can_vote_by_what_was_done_and_not_by_its_dates()
    {
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        async Task<Hand> Enter(string person) =>
            new(await Person.SignedIn(await browsers.Open(process.Pages, new Screen(360, 740), script: false), person));
        var (officer, finance, resident, volunteer) = (
            await Enter("officer"), await Enter("finance"), await Enter("resident"), await Enter("volunteer"));
        var round = await WholeRoundTests.MakeRound(officer);
        await WholeRoundTests.LetGoOfMoney(round, officer, finance);
        await WholeRoundTests.ProposeAndValue(round, officer, resident, volunteer);
        await WholeRoundTests.PublishAndOpen(round, officer, finance);
        var idea = $"/rounds/{round}/ideas/1";

        foreach (var (page, path) in Pages())
        {
            await page.Open(path);
            Assert.Equal(1, await page.Count(":text('Voting opened early. It is open for another')"));
        }

        await resident.Open("/");
        Assert.StartsWith("Vote now:", await resident.Read(".call__button"), StringComparison.Ordinal);
        Assert.Equal(1, await resident.Count(":text('once more than 50 in an area have')"));
        await resident.Open(idea);
        Assert.Equal(1, await resident.Count("a:text('Vote with the code from your letter')"));

        await officer.Decide(round, "ClosePoll", next: "DeclareResult", "The hall has burned down.");
        foreach (var (page, path) in Pages().Append((resident, idea)))
        {
            await page.Open(path);
            Assert.Equal(1, await page.Count(":text('Voting closed early. The votes will be counted soon.')"));
        }

        await officer.Decide(round, "DeclareResult", next: null, reason: null);
        await resident.Eventually($"/rounds/{round}/result", ":text('Nobody voted here, so no idea was chosen.')");
        Assert.Equal(1, await resident.Count(":text('Nobody voted here, so there is no file.')"));
        Assert.Equal(0, await resident.Count(":text('Fewer than 20')"));

        (Hand Page, string Path)[] Pages() =>
        [
            (resident, "/"), (resident, "/rounds"), (resident, $"/rounds/{round}"), (resident, $"/rounds/{round}/ideas"),
            (officer, "/council/rounds"), (officer, $"/council/rounds/{round}"),
        ];
    }
}
