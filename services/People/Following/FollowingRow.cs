using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Following;

/// <summary>One thing that somebody follows. Whoever stops has no row.</summary>
internal sealed record FollowingRow
{
    /// <summary>How many things one person can follow.</summary>
    public const int Most = 200;

    // A split idea makes two of one that was followed.
    private const int MostAfterSplits = 2 * Most;

    private static readonly Sql SelectAll = new("""
        SELECT sequence, subject, kind, round_id, thing_id, how_often, followed_at FROM following
        WHERE subject = @subject ORDER BY sequence {limit @most}
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO following (subject, kind, round_id, thing_id, how_often, followed_at)
        VALUES (@Subject, @Kind, @RoundId, @ThingId, @HowOften, @FollowedAt)
        """);

    private static readonly Sql InsertSpread = new("""
        INSERT INTO following (subject, kind, round_id, thing_id, how_often, followed_at)
        SELECT f.subject, 'IDEA', @roundId, @proposalId,
            CASE MIN(CASE f.how_often WHEN 'AT_ONCE' THEN 1 WHEN 'DAILY' THEN 2 ELSE 3 END)
                WHEN 1 THEN 'AT_ONCE' WHEN 2 THEN 'DAILY' ELSE 'WEEKLY' END, @now
        FROM following f
        WHERE f.round_id = @roundId AND f.kind = 'IDEA' AND f.thing_id IN (SELECT item FROM {texts @ideas} AS given)
            AND NOT EXISTS (SELECT 1 FROM following {lock} WHERE following.subject = f.subject AND following.kind = 'IDEA'
                AND following.round_id = @roundId AND following.thing_id = @proposalId)
        GROUP BY f.subject
        """);

    private static readonly Sql Update = new("""
        UPDATE following SET how_often = @HowOften
        WHERE subject = @Subject AND kind = @Kind AND round_id = @RoundId AND thing_id = @ThingId
        """);

    private static readonly Sql DeleteOne = new("""
        DELETE FROM following WHERE subject = @Subject AND kind = @Kind AND round_id = @RoundId AND thing_id = @ThingId
        """);

    private static readonly Sql DeleteAll = new("DELETE FROM following WHERE subject = @subject");

    private static readonly Sql DeleteNews = new("DELETE FROM following_news WHERE subject = @subject");

    public long Sequence { get; init; }
    public string Subject { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="FollowingKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Empty for a group.</summary>
    public string RoundId { get; init; } = "";

    /// <summary>The idea, the code of the area or the group; empty for a round.</summary>
    public string ThingId { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="V1.HowOften"/>.</summary>
    public string HowOften { get; init; } = "";

    public DateTimeOffset FollowedAt { get; init; }

    public FollowingKind KindNow => StateText.Read<FollowingKind>(Kind);

    public HowOften HowOftenNow => StateText.Read<HowOften>(HowOften);

    /// <summary>Nobody else changes what somebody follows until the transaction ends, nor makes a message of it.</summary>
    public static Task Hold(Transaction transaction, string subject) => transaction.Hold("following", subject);

    /// <summary>All that somebody follows, the oldest first.</summary>
    public static Task<IReadOnlyList<FollowingRow>> LoadAll(Session session, string subject) =>
        session.Many<FollowingRow>(SelectAll, new { subject, most = MostAfterSplits });

    /// <summary>Whoever follows one of some ideas follows another one, too, and is told of it as they chose for the quickest.</summary>
    public static Task Spread(
        Transaction transaction, string roundId, IEnumerable<string> ideas, string proposalId, DateTimeOffset now) =>
        transaction.Execute(InsertSpread, new { roundId, ideas = Sql.List(ideas), proposalId, now });

    /// <summary>Somebody follows nothing any more, and nothing waits for them.</summary>
    public static async Task StopAll(Transaction transaction, string subject)
    {
        await Hold(transaction, subject);
        await transaction.Execute(DeleteAll, new { subject });
        await transaction.Execute(DeleteNews, new { subject });
    }

    /// <summary>It is the same thing, however often its follower is told of it.</summary>
    public bool IsOf(FollowedThing thing) => KindNow == thing.Kind && RoundId == thing.RoundId && ThingId == thing.ThingId;

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    public Task Change(Transaction transaction) => transaction.Execute(Update, this);

    public Task Delete(Transaction transaction) => transaction.Execute(DeleteOne, this);

    /// <summary>Without what it is called.</summary>
    public Followed ToMessage() => new()
    {
        Thing = new FollowedThing { Kind = KindNow, RoundId = RoundId, ThingId = ThingId }, HowOften = HowOftenNow,
        FollowTime = FollowedAt.ToTimestamp(),
    };
}
