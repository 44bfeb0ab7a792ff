using System.Text.Json;
using Microsoft.Playwright;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>Looks at a page as it stands: it fits on the screen, and axe has nothing to say.</summary>
internal sealed class Axe
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

    private readonly string script;

    private Axe(string script) => this.script = script;

    public static async Task<Axe> Load()
    {
        var file = Path.Combine(Repository.Root, "gateway", "node_modules", "axe-core", "axe.min.js");
        Needs.That(File.Exists(file), "No axe-core: run npm ci in gateway/.");
        return new Axe(await File.ReadAllTextAsync(file));
    }

    /// <param name="page">Of a browser that does not heed our policy, which forbids scripts of others.</param>
    public async Task Look(IPage page)
    {
        Assert.Equal(0, await page.EvaluateAsync<int>(
            "() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"));
        Assert.Empty(await Faults(page));
    }

    /// <summary>What axe has to say of a page, a line for each place.</summary>
    /// <param name="page">Of a browser that does not heed our policy.</param>
    public async Task<IReadOnlyList<string>> Faults(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(script);
        }

        // What was right is counted and left in the browser: to say it all would take longer than to look.
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async rules => {
                const { passes, violations } = await axe.run(
                    document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] });
                const place = ({ html, failureSummary }) => ({ html, failureSummary });
                return { passes: passes.length, violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(place) })) };
            }
            """,
            Rules);
        Assert.True(found.GetProperty("passes").GetInt32() > 5, $"axe found hardly anything to look at on {page.Url}.");
        var violations = found.GetProperty("violations");
        AxeRun.Note(
            new Uri(page.Url).AbsolutePath, violations.EnumerateArray().Select(violation => violation.GetProperty("id").GetString()!));
        return
        [
            .. from violation in violations.EnumerateArray()
               from node in violation.GetProperty("nodes").EnumerateArray()
               select $"{page.Url} breaks {violation.GetProperty("id")}: {node.GetProperty("html")} {node.GetProperty("failureSummary")}",
        ];
    }
}
