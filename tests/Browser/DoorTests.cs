using Microsoft.Playwright;

namespace Participatory.Tests.Browser;

/// <summary>The front door: what stands on it is true, light, and can be pressed with a mouse.</summary>
public sealed class DoorTests(FinishedRound round) : IClassFixture<FinishedRound>
{
    private const long MostOfPage = 200_000;
    private const long MostOfFirstView = 100_000;

    public static TheoryData<int, int> Sizes => Screens.Both;

    [Theory, MemberData(nameof(Sizes))]
    public async Task Every_link_of_the_first_pages_can_be_clicked_with_the_mouse_at_its_middle(int width, int height)
    {
        await using var browser = await round.Browsers.Open(round.Pages, new Screen(width, height), script: false);
        var page = await browser.NewPageAsync();
        var faults = new List<string>();
        foreach (var path in (string[])["/", "/rounds", "/stories", "/rounds/elm-park-quick-1/ideas"])
        {
            await page.GotoAsync(path);
            var links = page.Locator("main a, footer a");
            var count = await links.CountAsync();
            Assert.True(count > 4, $"{path} has only {count} links.");
            for (var at = 0; at < count; at++)
            {
                if (await CoveredBy(links.Nth(at)) is { Length: > 0 } cover)
                {
                    faults.Add($"{path}: {await links.Nth(at).InnerTextAsync()} lies under {cover}");
                }
            }
        }

        Assert.Empty(faults);

        // And really, where the fault was: each link of a card leads to its own address and not to the title's.
        await page.GotoAsync("/");
        var inCards = await page.Locator(".card a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        Assert.Contains("/rounds/elm-park-quick-1/you-said", inCards);
        foreach (var (at, address) in inCards.Index())
        {
            await page.GotoAsync("/");
            await page.Locator(".card a").Nth(at).ClickAsync(new LocatorClickOptions { Timeout = 60_000 });
            Assert.Equal(address, new Uri(page.Url).AbsolutePath);
        }
    }

    [Fact]
    public async Task The_first_page_is_light_and_its_first_view_is_lighter()
    {
        await using var browser = await round.Browsers.Open(round.Pages, new Screen(1280, 800));
        var page = await browser.NewPageAsync();
        var sent = new List<(string Address, long Bytes)>();
        page.RequestFinished += async (_, request) =>
        {
            var sizes = await request.SizesAsync();
            lock (sent)
            {
                sent.Add((new Uri(request.Url).AbsolutePath, sizes.ResponseBodySize + sizes.ResponseHeadersSize));
            }
        };
        await page.GotoAsync("/", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        var first = Sum(photos: false);
        await page.EvaluateAsync("""
            async () => {
                for (const picture of document.images) { picture.loading = 'eager'; picture.scrollIntoView(); await picture.decode(); }
            }
            """);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Task.Delay(500, TestContext.Current.CancellationToken);

        Assert.InRange(first, 20_000, MostOfFirstView);
        Assert.InRange(Sum(photos: true), first, MostOfPage);

        long Sum(bool photos)
        {
            lock (sent)
            {
                return sent.Where(file => photos || !file.Address.Contains("/photo", StringComparison.Ordinal)).Sum(file => file.Bytes);
            }
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public async Task The_first_page_names_the_winners_with_pictures_and_says_what_came_of_the_round(int width, int height)
    {
        await using var browser = await round.Browsers.Open(round.Pages, new Screen(width, height), script: false);
        var page = await browser.NewPageAsync();
        // Whoever comes first to a house that has just been opened may be shown the page without its money.
        await new Hand(page).Eventually("/", ".figures div:nth-of-type(3)");
        Assert.Equal("Results are in", await page.Locator(".call .stage").InnerTextAsync());
        Assert.Equal("/rounds/elm-park-quick-1/result", await page.Locator(".call__button").GetAttributeAsync("href"));
        Assert.Equal(["£28,700", "13", "150"], await page.Locator(".figures dd").AllInnerTextsAsync());
        var winners = page.Locator(".card:has(.tag-won)");
        Assert.True(await winners.CountAsync() >= 3);
        Assert.Equal(1, await page.Locator("p:text-is('These 6 had the most votes, out of 8 ideas that were chosen.')").CountAsync());
        Assert.Equal(await winners.CountAsync(), await winners.Locator("img.card__picture").CountAsync());
        Assert.Equal(0, await page.Locator("main").GetByText("Promised", new LocatorGetByTextOptions { Exact = true }).CountAsync());
        Assert.Contains("01632 960 123", await page.Locator("footer").InnerTextAsync(), StringComparison.Ordinal);
    }

    /// <summary>What a mouse would hit at the middle of the first line of a link; empty where it is the link.</summary>
    private static Task<string> CoveredBy(ILocator link) => link.EvaluateAsync<string>(
        """
        link => {
            link.scrollIntoView({ block: 'center' });
            const box = link.getClientRects()[0];
            if (!box) return 'nothing: it is not there';
            const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            return hit && (hit === link || link.contains(hit)) ? '' : hit ? hit.outerHTML.slice(0, 100) : 'the edge';
        }
        """);
}
