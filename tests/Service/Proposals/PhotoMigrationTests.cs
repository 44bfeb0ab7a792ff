using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>The table of photos is made anew for several of an idea, and what was there before stays.</summary>
public sealed class PhotoMigrationTests
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
                'ROLL_OVER', '', 'ACCEPTING', 1)
            """),
        new("INSERT INTO area (round_id, area_code, position, name) VALUES ('r', 'E1', 1, 'Elm')"),
        new("""
            INSERT INTO proposal (round_id, proposal_id, number, area_code, proposer_subject, title, words, who_benefits, estimate_minor,
                shown_as, counts_for, state, valuations, supports, created_at)
            VALUES ('r', '1', 1, 'E1', 'amina', 'Benches', 'Three', '', NULL, '', '', 'OPEN', 0, 0, 1)
            """),
        new("""
            INSERT INTO draft (draft_id, round_id, author_subject, version, area_code, title, words, who_benefits, estimate_minor, shown_as,
                counts_for, priorities, topics, kept_at)
            VALUES ('d', 'r', 'amina', 1, 'E1', 'Swings', '', '', NULL, '', '', '', '', 1)
            """),
        Photo("p1", place: null),
        new("INSERT INTO proposal_photo_piece (file_id, piece, content) VALUES ('p1', 0, @first)"),
        new("INSERT INTO proposal_photo_piece (file_id, piece, content) VALUES ('p1', 1, @second)"),
    ];

    private static readonly Sql Photos = new("SELECT CONCAT(photo_id, ' ', place, ' ', alt_text) FROM proposal_photo ORDER BY place");

    private static readonly Sql Pieces = new("SELECT content FROM proposal_photo_piece WHERE file_id = 'p1' ORDER BY piece");

    private static readonly Sql Drafts = new("SELECT COUNT(*) FROM draft WHERE place_words = '' AND latitude IS NULL");

    [Theory, EveryDatabase]
    public async Task The_photo_that_an_idea_had_is_its_first_with_all_of_its_pieces(string engine)
    {
        await using var test = await TestDatabase.Create(engine);
        using var database = new Database(Dialect.Named(engine), test.ConnectionString);
        var older = All.TakeWhile(script => script.Name != "0018_places").ToList();
        Assert.True(older.Count < All.Length);
        await new Migrator(database, older).Migrate(TestContext.Current.CancellationToken);
        await Run(database, Before);
        await new Migrator(database, All).Migrate(TestContext.Current.CancellationToken);

        await using (var session = await database.Read(TestContext.Current.CancellationToken))
        {
            Assert.Equal(["p1 1 Three benches"], await session.Many<string>(Photos));
            Assert.Equal([First, Second], await session.Many<byte[]>(Pieces));
            Assert.Equal(1, await session.One<long>(Drafts));
        }

        await Run(database, [Photo("p2", place: 2), Photo("p4", place: 4)]);
        foreach (var place in (int[])[2, 0, 5])
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Run(database, [Photo("p3", place)]));
        }

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => Run(database, [new("DELETE FROM proposal_photo WHERE photo_id = 'p1'")]));
    }

    private static readonly byte[] First = [1, 2, 3], Second = [4];

    private static Sql Photo(string id, int? place) => new($"""
        INSERT INTO proposal_photo (round_id, proposal_id, photo_id, alt_text, media_type, width, height, size_bytes, everybody_said_yes,
            added_at{(place is null ? "" : ", place")})
        VALUES ('r', '1', '{id}', 'Three benches', 'image/png', 8, 8, 4, 1, 1{(place is null ? "" : $", {place}")})
        """);

    private static async Task Run(Database database, IEnumerable<Sql> statements)
    {
        await using var transaction = await database.Begin(TestContext.Current.CancellationToken);
        foreach (var statement in statements)
        {
            await transaction.Execute(statement, new { first = First, second = Second });
        }

        await transaction.Commit();
    }
}
