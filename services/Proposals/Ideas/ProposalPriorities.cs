using Participatory.Platform.Storage;

namespace Participatory.Proposals.Ideas;

/// <summary>Which priorities ideas meet, as their proposers say.</summary>
internal static class ProposalPriorities
{
    private static readonly Sql Select = new("""
        SELECT meets.proposal_id, meets.priority_id
        FROM {texts @proposalIds} AS given CROSS JOIN proposal_priority meets
        WHERE meets.round_id = @roundId AND meets.proposal_id = given.item
        ORDER BY meets.proposal_id, meets.place
        """);

    private static readonly Sql SelectOf = new("""
        SELECT meets.round_id, meets.proposal_id, meets.priority_id
        FROM proposal_priority meets
        JOIN author ON author.round_id = meets.round_id AND author.proposal_id = meets.proposal_id
        WHERE author.subject = @subject AND author.left_at IS NULL
        ORDER BY meets.round_id, meets.proposal_id, meets.place
        """);

    /// <summary>By idea that one person writes, in the order of the priorities.</summary>
    public static async Task<ILookup<(string RoundId, string ProposalId), string>> LoadOf(Session session, string subject) =>
        (await session.Many<(string RoundId, string ProposalId, string PriorityId)>(SelectOf, new { subject }))
            .ToLookup(row => (row.RoundId, row.ProposalId), row => row.PriorityId);

    /// <summary>By idea, in the order of the priorities.</summary>
    public static async Task<ILookup<string, string>> Load(Session session, string roundId, IEnumerable<string> proposalIds) =>
        (await session.Many<(string ProposalId, string PriorityId)>(Select, new { roundId, proposalIds = Sql.List(proposalIds) }))
            .ToLookup(row => row.ProposalId, row => row.PriorityId, StringComparer.Ordinal);
}
