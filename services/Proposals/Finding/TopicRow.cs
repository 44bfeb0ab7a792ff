using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Finding;

/// <summary>What ideas of a round can be about, as it is stored.</summary>
internal sealed record TopicRow
{
    private static readonly Sql Select = new("""
        SELECT topic_id, round_id, place, name FROM topic WHERE round_id = @roundId ORDER BY place
        """);

    private static readonly Sql SelectNamed = new("""
        SELECT DISTINCT topic_id FROM proposal_topic WHERE round_id = @roundId ORDER BY topic_id
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO topic (topic_id, round_id, place, name) VALUES (@TopicId, @RoundId, @Place, @Name)
        """);

    private static readonly Sql Update = new("UPDATE topic SET place = @Place, name = @Name WHERE topic_id = @TopicId");

    private static readonly Sql Delete = new("DELETE FROM topic WHERE topic_id = @TopicId");

    public string TopicId { get; init; } = "";
    public string RoundId { get; init; } = "";

    /// <summary>From 1.</summary>
    public int Place { get; init; }

    public string Name { get; init; } = "";

    /// <summary>In their order.</summary>
    public static Task<IReadOnlyList<TopicRow>> Load(Session session, string roundId) =>
        session.Many<TopicRow>(Select, new { roundId });

    /// <summary>Those that ideas of the round name.</summary>
    public static Task<IReadOnlyList<string>> LoadNamed(Session session, string roundId) =>
        session.Many<string>(SelectNamed, new { roundId });

    /// <summary>Those that the round has from now on, in the place of those that it had.</summary>
    public static async Task Change(Transaction transaction, IReadOnlyList<TopicRow> before, IReadOnlyList<TopicRow> after)
    {
        var (known, kept) = (before.Select(topic => topic.TopicId).ToHashSet(), after.Select(topic => topic.TopicId).ToHashSet());
        await transaction.Execute(Delete, before.Where(topic => !kept.Contains(topic.TopicId)).ToList());
        await transaction.Execute(Update, after.Where(topic => known.Contains(topic.TopicId)).ToList());
        await transaction.Execute(Insert, after.Where(topic => !known.Contains(topic.TopicId)).ToList());
    }

    public static RoundTopics ToMessage(IEnumerable<TopicRow> topics) => new()
    {
        Topics = { topics.Select(topic => new Topic { TopicId = topic.TopicId, RoundId = topic.RoundId, Name = topic.Name }) },
    };
}
