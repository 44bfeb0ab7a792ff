using System.Net;
using System.Text.RegularExpressions;
using Participatory.Tests.Harness;

namespace Participatory.Tests.EndToEnd;

/// <summary>
/// The embedded form as a small council uses it: its own mail server, a proxy with TLS before it, and nobody is anybody else.
/// </summary>
public sealed partial class RealUseTests : IAsyncLifetime
{
    private const string Officer = "grace@town.example";

    private readonly string data = Directory.CreateTempSubdirectory("participatory-real-").FullName;
    private readonly PostOffice post = new();

    private Dictionary<string, string> Settings => new(post.AsSettings.ToDictionary(one => one.Name, one => one.Value))
    {
        ["Address"] = "https://grants.town.example",
        ["Council:Name"] = "Town",
        ["Officers:People:0:Email"] = Officer,
        ["Officers:People:0:Name"] = "Grace Hill, officer",
        ["Officers:People:0:Roles:0"] = "officer",
    };

    public async ValueTask InitializeAsync() => await post.Open();

    public async ValueTask DisposeAsync()
    {
        await post.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Nobody_can_be_somebody_else_and_an_officer_signs_in_by_a_code_that_went_out()
    {
        await using var house = await StandaloneProcess.StartWith(data, Settings);
        using var browser = new ProxiedBrowser(house.Pages, "grants.town.example");
        var start = await browser.Open("/");
        Assert.Contains("Town", start, StringComparison.Ordinal);
        Assert.DoesNotContain("\"/start", start, StringComparison.Ordinal);
        Assert.DoesNotContain("\"/outbox", start, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await browser.StatusOf("/start"));
        Assert.Equal(HttpStatusCode.NotFound, await browser.StatusOf("/outbox"));

        await browser.Send("/sign-in", ("Email", Officer));
        var mail = Assert.Single(post.Taken, one => one.To == Officer).Message;
        await browser.SendHere(("Code", SixDigits().Match(mail.TextBody!).Value));
        var dashboard = await browser.Open("/council");
        Assert.Contains("Grace Hill, officer", dashboard, StringComparison.Ordinal);
        // Where the first steps are to be done, it is not said that there is nothing to do.
        Assert.Contains("href=\"/council/rounds/new\"", dashboard, StringComparison.Ordinal);
        Assert.DoesNotContain("You have nothing to do", dashboard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_demonstration_began_real_use_does_not_open_and_the_other_way_round()
    {
        await using (var demonstration = await StandaloneProcess.Start(data))
        {
            Assert.Equal(0, await demonstration.Terminate());
        }

        Assert.Contains("is a demonstration", await Refusal(data, Settings), StringComparison.Ordinal);

        var own = Path.Combine(data, "own");
        Directory.CreateDirectory(own);
        await using (var house = await StandaloneProcess.StartWith(own, Settings))
        {
            Assert.Equal(0, await house.Terminate());
        }

        Assert.Contains("is in use", await Refusal(own, []), StringComparison.Ordinal);
        Assert.Contains("take one of the two away", await Refusal(own, Settings, "demo", "--quick"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Address")]
    [InlineData("Mail:Host")]
    public async Task What_is_missing_for_real_use_is_named(string setting)
    {
        var settings = Settings;
        settings.Remove(setting);
        var said = await Refusal(data, settings);
        Assert.Contains(setting, said, StringComparison.Ordinal);
        // A sentence, and no trace of the program.
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    private static async Task<string> Refusal(string folder, Dictionary<string, string> settings, params string[] arguments)
    {
        await using var process = StandaloneProcess.LaunchWith(folder, settings, arguments);
        Assert.Equal(2, await process.Exit());
        return process.Errors;
    }

    [GeneratedRegex("[0-9]{6}", RegexOptions.None, 1000)]
    private static partial Regex SixDigits();
}
