using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

/// <summary>What is kept must not lead from a voter to a ballot.</summary>
public sealed class SecrecyTests
{
    private static readonly Sql SelectChoices = new("SELECT choices FROM ballot ORDER BY ballot_key");

    private static readonly Sql CountElsewhere = new("""
        SELECT (SELECT COUNT(*) FROM request) + (SELECT COUNT(*) FROM outbox) + (SELECT COUNT(*) FROM inbox)
        """);

    [Theory, EveryDatabase]
    public async Task Who_voted_and_what_was_voted_share_nothing_but_the_poll(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 40);
        await using var _ = polling;
        var elsewhere = await One(polling, CountElsewhere);
        foreach (var code in codes)
        {
            await polling.Cast(code, "bench");
        }

        var ballot = await Columns(polling, "ballot");
        var turnout = await Columns(polling, "turnout");
        Assert.Equal(["poll_id", "ballot_key", "area_code", "choices", "version", "salt", "request_hash", "sealed_promise"], ballot);
        Assert.Equal(["poll_id", "roll_position", "voted_on"], turnout);
        Assert.Equal(["poll_id"], ballot.Intersect(turnout));
        Assert.Equal(["poll_id", "lookup", "area_code", "mix_id", "sealed"], await Columns(polling, "sealed_ballot"));
        Assert.Equal(["poll_id", "position", "voter_id", "area_code", "code_hash"], await Columns(polling, "roll_entry"));
        Assert.Equal(elsewhere, await One(polling, CountElsewhere));
    }

    [Theory, EveryDatabase]
    public async Task The_roll_keeps_the_day_on_which_somebody_voted_and_no_time(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 3);
        await using var _ = polling;
        // Noon, and three and a half hours, a minute and a second later.
        foreach (var code in codes)
        {
            await polling.Cast(code, "bench");
            polling.Service.Clock.Advance(new TimeSpan(3, 31, 1));
        }

        Assert.Equal(1, await One(polling, new Sql("SELECT COUNT(DISTINCT voted_on) FROM turnout")));
    }

    [Theory, EveryDatabase]
    public async Task Ballots_and_turnout_stand_in_an_order_that_is_not_the_order_of_voting(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 60);
        await using var _ = polling;

        // The first half votes for the bench, the second for the swings; in the order of rows they are well mixed.
        for (var voter = 0; voter < codes.Count; voter++)
        {
            await polling.Cast(codes[voter], voter < codes.Count / 2 ? "bench" : "swings");
        }

        await polling.Close();
        await using var session = await polling.Service.Database.Read(TestContext.Current.CancellationToken);
        var choices = await session.Many<string>(SelectChoices);
        var changes = choices.Zip(choices.Skip(1)).Count(pair => pair.First != pair.Second);
        Assert.InRange(changes, 10, 50);
        if (engine == "sqlite")
        {
            // Without these words SQLite would number the rows as they come.
            foreach (var table in new[] { "ballot", "ballot_before", "sealed_ballot", "turnout", "log_waiting", "imported_voter" })
            {
                var sql = await session.One<string>(
                    new Sql("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = @table"), new { table });
                Assert.EndsWith("WITHOUT ROWID", sql, StringComparison.Ordinal);
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task No_code_and_no_request_id_is_in_the_database(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 1);
        await using var _ = polling;
        var request = Polling.Ballot(codes[0], "bench");
        var receipt = await polling.Public.CastBallotAsync(request);

        var dump = await Cell.TextOf(polling.Service.Database);

        Assert.Contains("V0001", dump, StringComparison.Ordinal);
        Assert.DoesNotContain(codes[0].Replace("-", "", StringComparison.Ordinal)[..16], dump, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(codes[0][..9], dump, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(request.RequestId, dump, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(receipt.TrackingCode, dump, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, EveryDatabase]
    public async Task A_contest_a_project_and_a_ballot_cannot_be_changed_by_anybody(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 1);
        await using var _ = polling;
        await polling.Cast(codes[0], "bench");
        await polling.Close();
        foreach (var sql in new[]
        {
            "UPDATE contest SET budget_minor = budget_minor + 1",
            "UPDATE project SET cost_minor = 1",
            "UPDATE ballot SET choices = '1'",
            "DELETE FROM ballot",
        })
        {
            await using var transaction = await polling.Service.Database.Begin(TestContext.Current.CancellationToken);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(new Sql(sql)));
        }
    }

    [Theory, EveryDatabase]
    public async Task What_people_vote_on_the_log_and_who_has_voted_are_changed_by_nobody_and_no_ballot_comes_outside_the_opening(
        string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 3);
        await using var _ = polling;
        await polling.Cast(codes[0], "bench");
        await polling.Cast(codes[1], "choir");
        string[] always =
        [
            "UPDATE poll SET title = 'Another'", "UPDATE poll SET rule_name = 'phragmen'", "UPDATE poll SET max_length = 1",
            "UPDATE poll SET closes_at = closes_at + 1", "UPDATE poll SET frozen_hash = 'a'", "UPDATE poll SET state = 'SCHEDULED'",
            "UPDATE contest SET budget_minor = budget_minor + 1", "DELETE FROM project",
            "UPDATE turnout SET roll_position = roll_position + 10", "DELETE FROM turnout",
        ];
        await Refuses(polling, always);
        await polling.Close();
        Assert.Equal(2, await One(polling, new Sql("SELECT COUNT(*) FROM log_leaf")));
        await Refuses(polling,
            [
                .. always, "UPDATE log_leaf SET leaf_hash = leaf_hash", "DELETE FROM log_leaf",
                """
                INSERT INTO ballot (poll_id, ballot_key, area_code, choices, version, salt, request_hash, sealed_promise)
                SELECT poll_id, salt, area_code, choices, version, salt, request_hash, sealed_promise FROM ballot
                """,
            ]);
    }

    private static async Task Refuses(Polling polling, IEnumerable<string> changes)
    {
        foreach (var change in changes)
        {
            await using var transaction = await polling.Service.Database.Begin(TestContext.Current.CancellationToken);
            var refusal = await Record.ExceptionAsync(() => transaction.Execute(new Sql(change)));
            Assert.True(refusal is System.Data.Common.DbException, $"It is taken: {change}");
            Assert.Matches("change|log only grows|taken (away|while)", refusal.Message);
        }
    }

    private static async Task<IReadOnlyList<string>> Columns(Polling polling, string table)
    {
        await using var session = await polling.Service.Database.Read(TestContext.Current.CancellationToken);
        return polling.Service.Database.Dialect == Dialect.Sqlite
            ? await session.Many<string>(new Sql("SELECT name FROM pragma_table_info(@table) ORDER BY cid"), new { table })
            : await session.Many<string>(new Sql("SELECT name FROM sys.columns WHERE object_id = OBJECT_ID(@table) ORDER BY column_id"),
                new { table });
    }

    private static async Task<long> One(Polling polling, Sql sql)
    {
        await using var session = await polling.Service.Database.Read(TestContext.Current.CancellationToken);
        return await session.One<long>(sql);
    }
}
