using Microsoft.Data.Sqlite;
using Participatory.Tests.EndToEnd;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>Staff at the council's own sign-in, which is OpenIddict on another origin, in a browser that heeds our policy.</summary>
public sealed class ProviderTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("participatory-browser-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_form_that_asks_to_sign_in_again_leads_to_the_provider_and_back_with_what_was_written()
    {
        await using var provider = await SignInProvider.Start();
        provider.Who = ("account-ann", "ann@council.example");
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.StartWith(data, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Officers:Authority"] = provider.Address.ToString(),
            ["Officers:ClientId"] = SignInProvider.ClientId,
            ["Officers:ClientSecret"] = SignInProvider.ClientSecret,
            ["Officers:People:0:Email"] = "ann@council.example",
            ["Officers:People:0:Name"] = "Ann Lee, head of audit",
            ["Officers:People:0:Roles:0"] = "administrator",
        });

        var page = await (await browsers.Open(process.Pages, new Screen(1280, 800))).NewPageAsync();
        var ann = new Hand(page);
        await ann.Open("/sign-in?return=/council/staff/invite");
        await ann.Press("form[action='/sign-in/officer'] button", then: "#ShownAs");
        await ann.Write("Email", "olu@council.example");
        await ann.Write("ShownAs", "Olu Ade, ward officer");
        await ann.Tick("input[name=Role][value=Officer]");
        await LetTimePass();
        await ann.Press("form:has(#ShownAs) button", then: "#ShownAs[value='Olu Ade, ward officer']");
        Assert.Equal("login", provider.Asked.Prompt);
        await ann.Press("form:has(#ShownAs) button", then: "h2:text-is('Person invited')");
    }

    /// <summary>As if everybody had signed in an hour ago.</summary>
    private async Task LetTimePass()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "people.db")}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE session SET begun_at = begun_at - @hour";
        command.Parameters.AddWithValue("@hour", (long)TimeSpan.FromHours(1).TotalMicroseconds);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        // The gateway remembers for ten seconds what it was told of a session.
        await Task.Delay(TimeSpan.FromSeconds(11), TestContext.Current.CancellationToken);
    }
}
