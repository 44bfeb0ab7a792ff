using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Finding;

/// <summary>What ideas are about.</summary>
internal static class ProposalTopics
{
    private static readonly int Most = FieldLimits.CountOf(Proposal.Descriptor, "topic_ids");

    private static readonly Sql Insert = new("""
        INSERT INTO proposal_topic (round_id, proposal_id, topic_id) VALUES (@roundId, @proposalId, @topicId)
        """);

    private static readonly Sql Delete = new("""
        DELETE FROM proposal_topic WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    private static readonly Sql Select = new("""
        SELECT about.proposal_id, about.topic_id
        FROM {texts @proposalIds} AS given CROSS JOIN proposal_topic about
        WHERE about.round_id = @roundId AND about.proposal_id = given.item
        ORDER BY about.proposal_id, about.topic_id
        """);

    /// <summary>Puts into each message what it is about.</summary>
    /// <param name="proposals">Of one round.</param>
    public static async Task LoadInto(Session session, string roundId, IReadOnlyCollection<Proposal> proposals)
    {
        var topics = (await session.Many<(string ProposalId, string TopicId)>(
            Select, new { roundId, proposalIds = Sql.List(proposals.Select(proposal => proposal.ProposalId)) }))
            .ToLookup(row => row.ProposalId, row => row.TopicId, StringComparer.Ordinal);
        foreach (var proposal in proposals)
        {
            proposal.TopicIds.AddRange(topics[proposal.ProposalId]);
        }
    }

    /// <summary>The idea is about these, and about nothing that it was about before.</summary>
    public static async Task Set(Transaction transaction, string roundId, string proposalId, IEnumerable<string> topicIds)
    {
        await Remove(transaction, roundId, proposalId);
        await transaction.Execute(Insert, topicIds.Distinct(StringComparer.Ordinal)
            .Select(topicId => new { roundId, proposalId, topicId }).ToList());
    }

    /// <summary>It is about nothing any more.</summary>
    public static Task Remove(Transaction transaction, string roundId, string proposalId) =>
        transaction.Execute(Delete, new { roundId, proposalId });

    /// <summary>An idea names topics of its own round, and few. Pure.</summary>
    /// <exception cref="Refusal">One is none of these, or there are more.</exception>
    public static void Check(Proposal proposal, IEnumerable<TopicRow> ofRound)
    {
        var known = ofRound.Select(topic => topic.TopicId).ToHashSet(StringComparer.Ordinal);
        var fields = new Fields().Require(
            proposal.TopicIds.Count <= Most, "proposal.topic_ids", ProposalsReasons.IdeaTopicsTooMany, ("most", Most));
        foreach (var (at, topicId) in proposal.TopicIds.Index())
        {
            fields.Require(known.Contains(topicId), $"proposal.topic_ids[{at}]", ProposalsReasons.TopicOfOthers);
        }

        fields.Check();
    }
}
