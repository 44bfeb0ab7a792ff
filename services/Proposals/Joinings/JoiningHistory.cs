using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using HidingState = Participatory.Types.V1.HidingState;

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

    private static readonly Sql SelectTitles = new("""
        SELECT idea.proposal_id, idea.state, idea.joined_into, idea.title, dark.state AS hiding
        FROM proposal idea
        LEFT JOIN hiding dark ON dark.scope_id = idea.round_id AND dark.item_id = idea.proposal_id AND dark.part = 'WORDS'
        WHERE idea.round_id = @roundId AND idea.proposal_id IN (SELECT item FROM {texts @ids} AS given)
        """);

    /// <summary>The oldest first.</summary>
    public static async Task<IReadOnlyList<IdeaJoining>> Load(Session session, string roundId, string proposalId)
    {
        var steps = Steps(await session.Many<JoiningRow>(SelectSaid, new { roundId, proposalId }));
        if (steps.Count == 0)
        {
            return [];
        }

        var ids = steps.SelectMany(step => step.Ideas.Append(step.CommonId)).Distinct(StringComparer.Ordinal);
        var readable = (await session.Many<IdeaTitleRow>(SelectTitles, new { roundId, ids = Sql.List(ids) }))
            .Where(idea => idea.IsForEverybody)
            .ToDictionary(idea => idea.ProposalId, idea => idea.TitleForEverybody, StringComparer.Ordinal);
        return [.. steps.Select(step => step.ToMessage(proposalId, readable))];
    }

    /// <summary>All that happened, the oldest first. Pure.</summary>
    /// <param name="said">What both sides said yes to.</param>
    internal static IReadOnlyList<JoiningStep> Steps(IReadOnlyList<JoiningRow> said) =>
    [
        .. said.Select(row => new JoiningStep(row.KindNow, row.CommonId ?? "", [row.ProposalId, row.OtherId], row.EndedAt ?? row.MadeAt))
            .OrderBy(step => step.Time),
    ];
}

/// <summary>Ideas became one, or one became those again.</summary>
/// <param name="CommonId">The common idea.</param>
/// <param name="Ideas">Of which it was joined.</param>
internal sealed record JoiningStep(JoiningKind Kind, string CommonId, IReadOnlyList<string> Ideas, DateTimeOffset Time)
{
    /// <summary>As it stands with one of them.</summary>
    /// <param name="readable">
    /// What the ideas are called that everybody can read, empty where the words are not shown: of others nothing is said, not even their
    /// number.
    /// </param>
    public IdeaJoining ToMessage(string proposalId, IReadOnlyDictionary<string, string> readable)
    {
        var others = Ideas.Where(idea => idea != proposalId && readable.ContainsKey(idea)).ToList();
        var hasOther = CommonId != proposalId && readable.ContainsKey(CommonId);
        return new()
        {
            Kind = Kind,
            Time = Time.ToTimestamp(),
            IsCommon = CommonId == proposalId,
            CommonProposalId = hasOther ? CommonId : "",
            CommonTitle = hasOther ? readable[CommonId] : "",
            ProposalIds = { others },
            Titles = { others.Select(idea => readable[idea]) },
        };
    }
}

/// <summary>An idea of which only is asked what it is called, and who may read that.</summary>
internal sealed record IdeaTitleRow
{
    public string ProposalId { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="ProposalState"/>.</summary>
    public string State { get; init; } = "";

    public string? JoinedInto { get; init; }
    public string Title { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="HidingState"/>; null where its words were never looked at.</summary>
    public string? Hiding { get; init; }

    /// <summary>It was not taken back, or is part of a common one.</summary>
    public bool IsForEverybody => JoinedInto is not null || State != StateText.Of(ProposalState.Withdrawn);

    /// <summary>Empty where its words are not shown.</summary>
    public string TitleForEverybody =>
        Hiding is not null && HidingRow.IsHidden(StateText.Read<HidingState>(Hiding)) ? "" : Title;
}
