using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Participatory.Tests.Browser;

/// <summary>
/// Follows links from page to page, and looks hard at one page of each kind that was asked for. A kind is an address in
/// which * stands for any one part; a kind to which no link leads is a fault, too. A page is loaded once and looked at on each screen.
/// </summary>
internal sealed class Walk(IPage strict, IPage lenient, Uri pages, Axe axe, Screen[] screens)
{
    private readonly List<string> faults = [];
    private readonly List<string> complaints = [];

    /// <summary>Looks at one page of each kind as somebody sees them; returns what is wrong with them.</summary>
    public static async Task<IReadOnlyList<string>> Through(
        FinishedRound round, Screen[] screens, string person, params string[] kinds)
    {
        var axe = await Axe.Load();
        await using var own = await round.Browsers.Open(round.Pages, screens[0]);
        // Our policy forbids scripts of others, as it should; so axe looks at the page in a browser that does not heed it.
        await using var other = await round.Browsers.Open(round.Pages, screens[0], bypassPolicy: true);
        var walk = new Walk(await Enter(own, person), await Enter(other, person), round.Pages, axe, screens);
        await walk.Follow(kinds);
        return walk.faults;
    }

    private static Task<IPage> Enter(IBrowserContext browser, string person) =>
        person == "nobody" ? browser.NewPageAsync() : Person.SignedIn(browser, person);

    private async Task Follow(string[] kinds)
    {
        strict.Console += (_, said) =>
        {
            if (said.Type is "error" or "warning")
            {
                complaints.Add(said.Text);
            }
        };
        strict.PageError += (_, error) => complaints.Add(error);

        var left = kinds.ToDictionary(kind => kind, Pattern, StringComparer.Ordinal);
        Queue<string> ways = new(kinds.Where(kind => !kind.Contains('*', StringComparison.Ordinal)));
        while (ways.TryDequeue(out var way))
        {
            if (left.FirstOrDefault(kind => kind.Value.IsMatch(way)).Key is { } kind)
            {
                left.Remove(kind);
                await Look(way, expected: 200);
                (await Links()).ForEach(ways.Enqueue);
            }
        }

        faults.AddRange(left.Keys.Select(kind => $"No link leads to {kind}."));
    }

    /// <summary>Looks at pages that are not there.</summary>
    public static async Task<IReadOnlyList<string>> AtNothing(FinishedRound round, Screen[] screens, params string[] ways)
    {
        var axe = await Axe.Load();
        await using var own = await round.Browsers.Open(round.Pages, screens[0]);
        await using var other = await round.Browsers.Open(round.Pages, screens[0], bypassPolicy: true);
        var walk = new Walk(await own.NewPageAsync(), await other.NewPageAsync(), round.Pages, axe, screens);
        foreach (var way in ways)
        {
            await walk.Look(way, expected: 404);
        }

        return walk.faults;
    }

    // A * is no page of its own such as /rounds/new.
    private static Regex Pattern(string kind) =>
        new("^" + Regex.Escape(kind).Replace(@"\*", "(?!new$)[^/?#]+", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(1));

    private async Task Look(string way, int expected)
    {
        complaints.Clear();
        var answer = await strict.GotoAsync(way, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        if (answer!.Status != expected)
        {
            faults.Add($"{way} answers {answer.Status}, not {expected}.");
        }

        foreach (var screen in screens)
        {
            await strict.SetViewportSizeAsync(screen.Width, screen.Height);
            if (await strict.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0
                and var wider)
            {
                faults.Add($"{way} scrolls sideways by {wider} of {screen.Width} pixels, because of {await Widest()}.");
            }
        }

        // A browser itself puts the status of a page that is not there into the console.
        faults.AddRange(complaints.Where(said => expected == 200 || !said.StartsWith("Failed to load resource", StringComparison.Ordinal))
            .Select(said => $"{way} says in the console: {said}"));
        await lenient.GotoAsync(way);
        foreach (var screen in screens)
        {
            await lenient.SetViewportSizeAsync(screen.Width, screen.Height);
            faults.AddRange(await axe.Faults(lenient));
        }
    }

    private Task<string> Widest() => strict.EvaluateAsync<string>(
        """
        () => [...document.querySelectorAll('body *')]
            .filter(part => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .slice(0, 3).map(part => part.outerHTML.slice(0, 120)).join(' and ')
        """);

    private async Task<List<string>> Links()
    {
        var addresses = await strict.EvaluateAsync<string[]>("() => [...document.links].map(link => link.href)");
        return [.. addresses.Select(address => new Uri(address)).Where(address => address.Authority == pages.Authority)
            .Select(address => address.AbsolutePath).Distinct()];
    }
}
