using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.People.Following;

/// <summary>Keeps what happens, and for whom it is news. What they are told is made of it when it is due.</summary>
internal sealed class Happenings(CouncilDays days, PeopleSettings settings, TimeProvider clock)
{
    /// <summary>So many are written by one statement.</summary>
    private const int AtOnce = 500;

    private static readonly Sql SelectFollowers = new("""
        SELECT sequence, subject, kind, round_id, thing_id, how_often, followed_at FROM following
        WHERE (round_id = @RoundId AND kind IN (SELECT item FROM {texts @kinds} AS given)
                AND (kind NOT IN ('IDEA', 'GROUP') OR thing_id = @ThingId OR @ThingId = ''))
            OR (round_id = '' AND kind = 'GROUP' AND thing_id = @GroupId)
        """);

    private static readonly Sql DropNews = new("""
        DELETE FROM following_news WHERE notice_id IS NULL AND subject IN (SELECT item FROM {texts @subjects} AS given)
            AND happening_id IN (SELECT happening_id FROM happening
                WHERE round_id = @RoundId AND thing_id = @ThingId AND reason = @Reason AND mark = @Mark)
        """);

    private static readonly Sql InsertNews = new("""
        INSERT INTO following_news (subject, happening_id, how_often, due_at)
        SELECT given.item, @happeningId, @howOften, @due FROM {texts @subjects} AS given
        """);

    /// <summary>In the transaction of what it tells of. Of the same thing said again nobody is told.</summary>
    /// <param name="notTo">Who did it, or is told by an e-mail of its own.</param>
    public async Task Note(Transaction transaction, HappeningRow happened, params IReadOnlyList<string> notTo)
    {
        await transaction.Hold("happening", happened.RoundId, happened.ThingId);
        var happening = happened with { HappeningId = Guid.CreateVersion7().ToString() };
        if (!await happening.Add(transaction))
        {
            // What is said in several messages names others in each who are told by an e-mail of their own.
            await Drop(transaction, happened, notTo);
            return;
        }

        var kinds = HappeningReason.ToldTo(happening.Reason).Select(kind => StateText.Of(kind));
        var followers = await transaction.Many<FollowingRow>(
            SelectFollowers, new { happening.RoundId, happening.ThingId, happening.GroupId, kinds = Sql.List(kinds) });
        var now = clock.GetUtcNow();
        foreach (var same in Decide(happening, followers, notTo).GroupBy(told => told.HowOften))
        {
            var due = WhenToTell.Decide(same.Key, now, settings.NewsCollects, settings.DigestHour, days);
            foreach (var some in same.Chunk(AtOnce))
            {
                await transaction.Execute(InsertNews, new
                {
                    happeningId = happening.HappeningId, howOften = StateText.Of(same.Key), due,
                    subjects = Sql.List(some.Select(told => told.Subject)),
                });
            }
        }
    }

    /// <summary>These are not told of it, where they were not told yet.</summary>
    public static async Task Drop(Transaction transaction, HappeningRow happened, IReadOnlyList<string> subjects)
    {
        foreach (var some in subjects.Chunk(AtOnce))
        {
            await transaction.Execute(DropNews, new
            {
                happened.RoundId, happened.ThingId, happened.Reason, happened.Mark, subjects = Sql.List(some),
            });
        }
    }

    /// <summary>
    /// For whom it is news, each once: whoever follows it in several ways is told as they chose for the quickest of them. Pure.
    /// </summary>
    internal static IReadOnlyList<(string Subject, HowOften HowOften)> Decide(
        HappeningRow happening, IReadOnlyList<FollowingRow> followers, IReadOnlyList<string> notTo) =>
        [.. followers.Where(follower => happening.Concerns(follower) && !notTo.Contains(follower.Subject))
            .GroupBy(follower => follower.Subject, StringComparer.Ordinal)
            .Select(same => (same.Key, same.Min(follower => follower.HowOftenNow)))
            .OrderBy(told => told.Key, StringComparer.Ordinal)];
}
