using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Participatory.Tests.Browser;

public sealed class RunningTests(FinishedRound round) : IClassFixture<FinishedRound>
{
    [Fact]
    public async Task An_officer_sees_why_a_message_waits_and_sends_it_again_without_script()
    {
        // Nobody hears it, so that sending it again does nothing else.
        await Change("""
            INSERT INTO outbox (message_id, type, body, trace_parent, created_at, attempts, next_attempt_at, parked_at, parked_reason)
            VALUES ('0197aaaa-0000-7000-8000-000000000001', 'Voting.Whispered', '{}', '', 1782900000000000, 12, 1782900000000000,
                1782900000000000, 'TimeoutException: Nobody listened.')
            """);
        await using var browser = await round.Browsers.Open(round.Pages, new Screen(360, 740), script: false);
        var page = await Person.SignedIn(browser, "officer");

        await page.GotoAsync("/council/running");
        await Says(page, "Something needs attention.");
        await Says(page, "Voting: could not be sent");
        await page.GetByText("What went wrong").ClickAsync();
        await Says(page, "TimeoutException: Nobody listened.");
        await Person.Follow(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send again" }));

        await Says(page, "If it fails again");
        Assert.Equal(0, await page.GetByText("Voting.Whispered").CountAsync());
        for (var patience = 0; await Waiting() > 0; patience++)
        {
            Assert.True(patience < 100, "It was not sent again.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_message_that_does_not_wait_any_more_is_said_so()
    {
        await Change("""
            INSERT INTO outbox (message_id, type, body, trace_parent, created_at, attempts, next_attempt_at, parked_at, parked_reason)
            VALUES ('0197aaaa-0000-7000-8000-000000000002', 'Grants.Whispered', '{}', '', 1782900000000000, 12, 1782900000000000,
                1782900000000000, 'Gone.')
            """, "people");
        await using var browser = await round.Browsers.Open(round.Pages, new Screen(1280, 800), script: false);
        var page = await Person.SignedIn(browser, "officer");
        await page.GotoAsync("/council/running");
        await Says(page, "Sign-in and email: could not be sent");
        await Change("DELETE FROM outbox WHERE message_id = '0197aaaa-0000-7000-8000-000000000002'", "people");

        await Person.Follow(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send again" }));

        await Says(page, "This message is no longer waiting.");
    }

    private static async Task Says(IPage page, string words) =>
        Assert.Contains(words, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

    private async Task Change(string sql, string database = "voting")
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(round.Data, database + ".db")}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are the ones above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task<long> Waiting()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(round.Data, "voting.db")}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM outbox WHERE message_id = '0197aaaa-0000-7000-8000-000000000001' AND sent_at IS NULL";
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
