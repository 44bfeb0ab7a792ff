using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Joinings;

/// <summary>
/// When an idea was joined with another, and split again, as everybody may read it. What was refused, or is open, is no part of it.
/// </summary>
internal static class JoiningHistory
{
    private static readonly Sql SelectSaid = new($"""
        SELECT {JoiningRow.Columns} FROM joining j
        WHERE j.round_id = @roundId AND j.state = 'ACCEPTED'
            AND (j.proposal_id = @proposalId OR j.other_id = @proposalId OR j.common_id = @proposalId)
        ORDER BY j.sequence
        """);

    // What somebody suggested goes with them when they are forgotten; that the ideas are one stays so.
    private static readonly Sql SelectSides = new("""
        SELECT side.proposal_id, side.joined_into AS common_id, common.created_at AS joined_at
        FROM proposal side
        JOIN proposal common ON common.round_id = side.round_id AND common.proposal_id = side.joined_into
        WHERE side.round_id = @roundId AND side.joined_into IN (@proposalId, @joinedInto)
        ORDER BY side.sequence
        """);

    private static readonly Sql SelectStates = new("""
        SELECT proposal_id, state, joined_into FROM proposal
        WHERE round_id = @roundId AND proposal_id IN (SELECT item FROM {texts @ids} AS given)
        """);

    /// <summary>The oldest first.</summary>
    /// <param name="joinedInto">Into which it is joined now; null where it stands for itself.</param>
    public static async Task<IReadOnlyList<IdeaJoining>> Load(Session session, string roundId, string proposalId, string? joinedInto)
    {
        var steps = Steps(
            await session.Many<JoiningRow>(SelectSaid, new { roundId, proposalId }),
            await session.Many<JoinedSideRow>(SelectSides, new { roundId, proposalId, joinedInto = joinedInto ?? "" }));
        if (steps.Count == 0)
        {
            return [];
        }

        var ids = steps.SelectMany(step => step.Ideas.Append(step.CommonId)).Distinct(StringComparer.Ordinal);
        var readable = (await session.Many<IdeaStateRow>(SelectStates, new { roundId, ids = Sql.List(ids) }))
            .Where(idea => idea.IsForEverybody).Select(idea => idea.ProposalId).ToHashSet(StringComparer.Ordinal);
        return [.. steps.Select(step => step.ToMessage(proposalId, readable))];
    }

    /// <summary>All that happened, the oldest first; each once, by what was said of it where that is still known. Pure.</summary>
    /// <param name="said">What both sides said yes to.</param>
    /// <param name="sides">The ideas that are joined now.</param>
    internal static IReadOnlyList<JoiningStep> Steps(IReadOnlyList<JoiningRow> said, IReadOnlyList<JoinedSideRow> sides)
    {
        List<JoiningStep> known =
        [
            .. said.Select(row => new JoiningStep(
                row.KindNow, row.CommonId ?? "", [row.ProposalId, row.OtherId], row.EndedAt ?? row.MadeAt)),
        ];
        var others = sides.GroupBy(side => side.CommonId, StringComparer.Ordinal)
            .Where(same => !known.Exists(step => step.Kind == JoiningKind.Join && step.CommonId == same.Key))
            .Select(same => new JoiningStep(
                JoiningKind.Join, same.Key, [.. same.Select(side => side.ProposalId)], same.First().JoinedAt));
        return [.. known.Concat(others).OrderBy(step => step.Time)];
    }
}

/// <summary>Ideas became one, or one became those again.</summary>
/// <param name="CommonId">The common idea.</param>
/// <param name="Ideas">Of which it was joined.</param>
internal sealed record JoiningStep(JoiningKind Kind, string CommonId, IReadOnlyList<string> Ideas, DateTimeOffset Time)
{
    /// <summary>As it stands with one of them.</summary>
    /// <param name="readable">Which of the ideas everybody can read: of others nothing is said, not even their number.</param>
    public IdeaJoining ToMessage(string proposalId, IReadOnlySet<string> readable) => new()
    {
        Kind = Kind,
        Time = Time.ToTimestamp(),
        IsCommon = CommonId == proposalId,
        CommonProposalId = CommonId != proposalId && readable.Contains(CommonId) ? CommonId : "",
        ProposalIds = { Ideas.Where(idea => idea != proposalId && readable.Contains(idea)) },
    };
}

/// <summary>An idea that is part of a common one.</summary>
internal sealed record JoinedSideRow
{
    public string ProposalId { get; init; } = "";
    public string CommonId { get; init; } = "";

    /// <summary>When the common idea was made.</summary>
    public DateTimeOffset JoinedAt { get; init; }
}

/// <summary>An idea of which only is asked who may read it.</summary>
internal sealed record IdeaStateRow
{
    public string ProposalId { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="ProposalState"/>.</summary>
    public string State { get; init; } = "";

    public string? JoinedInto { get; init; }

    /// <summary>It was not taken back, or is part of a common one.</summary>
    public bool IsForEverybody => JoinedInto is not null || State != StateText.Of(ProposalState.Withdrawn);
}
