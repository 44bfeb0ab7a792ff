using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>The table of voices is made anew for recordings and drawings, and what people said before stays as it was.</summary>
public sealed class VoiceMigrationTests
{
    private static readonly (string Name, string Text)[] All =
        [.. Migrator.Scripts(typeof(Participatory.Proposals.ProposalsService).Assembly)];

    private static readonly Sql[] Before =
    [
        new("""
            INSERT INTO round (round_id, title, description, currency, listening_from, accepting_from, reviewing_from, balloting_from,
                finished_from, vote_type, min_length, max_length, max_sum_cost_minor, max_sum_points, max_points, count_rule, utility, ties,
                min_votes, pay_within_days, answer_within_days, story_after_days, sentence_up_to_minor, questions_up_to_minor, unspent,
                imported_from, phase, created_at)
            VALUES ('r', 'R', '', 'GBP', 1, 2, 3, 4, 5, 'APPROVAL', 0, 3, 0, 0, 0, 'greedy', 'cost', 'es', 0, 1, 1, 1, 50000, 500000,
                'ROLL_OVER', '', 'LISTENING', 1)
            """),
        new("INSERT INTO area (round_id, area_code, position, name) VALUES ('r', 'E1', 1, 'Elm')"),
        new("""
            INSERT INTO open_question (question_id, round_id, area_code, words, opens_at, closes_at, asked_by, asked_at)
            VALUES ('q', 'r', NULL, 'What is good here?', 1, 9, 'Grace', 1)
            """),
        Voice("v3", "Third is first"), Voice("v1", "A bench"), Voice("v2", "A pond"),
        new("""
            INSERT INTO theme (theme_id, round_id, area_code, statement, few_reason, named_by, named_at)
            VALUES ('t', 'r', NULL, 'I can sit down', 'One is enough', 'Grace', 1)
            """),
        new("INSERT INTO theme_quote (theme_id, voice_id) VALUES ('t', 'v1')"),
        new("""
            INSERT INTO card_sort (sort_id, round_id, area_code, voices, seed, opened_by, opened_at)
            VALUES ('s', 'r', NULL, 2, 7, 'Grace', 1)
            """),
        new("INSERT INTO sort_card (sort_id, voice_id, position) VALUES ('s', 'v1', 1)"),
        new("INSERT INTO sort_card (sort_id, voice_id, position) VALUES ('s', 'v2', 2)"),
        new("INSERT INTO sorted_card (sort_id, sorter_subject, voice_id, pile) VALUES ('s', 'amina', 'v2', 0)"),
        // It is closed: nobody could put the card there any more, and it stays all the same.
        new("UPDATE card_sort SET closed_at = 2, closed_by = 'Grace' WHERE sort_id = 's'"),
    ];

    private static readonly Sql Words = new("SELECT words FROM voice ORDER BY sequence");

    private static readonly Sql Kinds = new("SELECT DISTINCT file_kind FROM voice");

    private static readonly Sql Around = new("""
        SELECT CONCAT(q.voice_id, ' ', c.position, ' ', d.voice_id, ' ', d.pile) FROM theme_quote q
        JOIN sort_card c ON c.voice_id = q.voice_id JOIN sorted_card d ON d.sort_id = c.sort_id
        """);

    private static readonly Sql SoundAlone = new("""
        INSERT INTO voice (voice_id, round_id, question_id, area_code, words, sought, language, audience, first_name, speaker_subject,
            place, said_at, file_kind)
        VALUES ('v4', 'r', 'q', 'E1', '', '', 'en', 'WITHOUT_NAME', '', 'amina', 1, 1, 'SOUND')
        """);

    [Theory, EveryDatabase]
    public async Task What_people_said_before_stays_with_its_quotations_and_sorted_cards(string engine)
    {
        await using var test = await TestDatabase.Create(engine);
        using var database = new Database(Dialect.Named(engine), test.ConnectionString);
        var older = All.TakeWhile(script => script.Name != "0012_voice_files").ToList();
        Assert.True(older.Count < All.Length);
        await new Migrator(database, older).Migrate(TestContext.Current.CancellationToken);
        await Run(database, Before);
        await new Migrator(database, All).Migrate(TestContext.Current.CancellationToken);

        Assert.Equal(["Third is first", "A bench", "A pond"], await Read(database, Words));
        Assert.Equal(["NONE"], await Read(database, Kinds));
        Assert.Equal(["v1 1 v2 0"], await Read(database, Around));
        // The database holds what it held before, and takes a sound without words.
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Run(database, [Voice("v5", "")]));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Run(database, [new("DELETE FROM voice WHERE voice_id = 'v1'")]));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Run(database, [new("UPDATE voice SET words = 'x'")]));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Run(
            database, [new("INSERT INTO sorted_card (sort_id, sorter_subject, voice_id, pile) VALUES ('s', 'tom', 'v1', 0)")]));
        await Run(database, [SoundAlone]);
    }

    private static Sql Voice(string id, string words) => new($"""
        INSERT INTO voice (voice_id, round_id, question_id, area_code, words, sought, language, audience, first_name, speaker_subject,
            place, said_at)
        VALUES ('{id}', 'r', 'q', 'E1', '{words}', '', 'en', 'WITHOUT_NAME', '', 'amina', 1, 1)
        """);

    private static async Task Run(Database database, IEnumerable<Sql> statements)
    {
        await using var transaction = await database.Begin(TestContext.Current.CancellationToken);
        foreach (var statement in statements)
        {
            await transaction.Execute(statement);
        }

        await transaction.Commit();
    }

    private static async Task<IReadOnlyList<string>> Read(Database database, Sql select)
    {
        await using var session = await database.Read(TestContext.Current.CancellationToken);
        return await session.Many<string>(select);
    }
}
