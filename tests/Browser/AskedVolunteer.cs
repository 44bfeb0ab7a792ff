using Microsoft.Data.Sqlite;

namespace Participatory.Tests.Browser;

/// <summary>The finished demonstration, and its volunteer asked how some more grants went, of a size of the test's choice.</summary>
public sealed class AskedVolunteer(PlayedDemo played) : FinishedRound(played)
{
    private static int last;

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // Whoever has been here once has an e-mail address.
        await using var browser = await Browsers.Open(Pages, new Screen(1280, 800));
        await Person.SignedIn(browser, "volunteer");
    }

    /// <summary>Asks how a grant of that many pounds went; returns the id of the report.</summary>
    public async Task<string> Ask(int pounds)
    {
        var ask = pounds <= 500 ? "SENTENCE" : pounds <= 5_000 ? "QUESTIONS" : "CONVERSATION";
        var id = $"asked-{Interlocked.Increment(ref last)}";
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "accountability.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        // A question that was due a second ago: the service asks it the next time it looks.
        command.CommandText = """
            INSERT INTO report (report_id, award_id, round_id, project_id, area_code, title, recipient, amount_minor, currency, state,
                requested_at, paid_at, hope_at, ask, times_asked, next_ask_at)
            SELECT $id, $id, round_id, project_id, area_code, 'A party on ' || $id, recipient, $amount, currency, 'REQUESTED',
                requested_at, requested_at, requested_at, $ask, 0, requested_at
            FROM report ORDER BY report_id LIMIT 1
            """;
        command.Parameters.AddWithValue("$id", id);
        command.Parameters.AddWithValue("$amount", pounds * 100L);
        command.Parameters.AddWithValue("$ask", ask);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
        return id;
    }

    /// <summary>The link in the e-mail of our question, as soon as it is there.</summary>
    internal async Task<string> LinkTo(string id)
    {
        await using var browser = await Browsers.Open(Pages, new Screen(1280, 800));
        return await Person.LinkIn(await browser.NewPageAsync(), $"How did it go? A party on {id}");
    }

    /// <summary>How many stories, and how many messages about them, this report has led to.</summary>
    public async Task<(long Stories, long Messages)> Sent(string id) =>
        (await Ask("SELECT COUNT(*) FROM story WHERE report_id = $id", id),
            await Ask("SELECT COUNT(*) FROM outbox WHERE type LIKE '%StoryShared%' AND body LIKE '%' || $id || '%'", id));

    /// <summary>How many rows of "photo" or "voice" this report has.</summary>
    public Task<long> Count(string table, string id) => Ask($"SELECT COUNT(*) FROM {table} WHERE report_id = $id", id);

    private async Task<long> Ask(string sql, string id)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "accountability.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // These are the statements above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$id", id);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
