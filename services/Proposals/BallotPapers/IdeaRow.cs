using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using HidingState = Participatory.Types.V1.HidingState;

namespace Participatory.Proposals.BallotPapers;

/// <summary>An idea that may go on the ballot paper.</summary>
internal sealed record IdeaRow
{
    private static readonly Sql Select = new("""
        SELECT p.proposal_id, p.area_code, p.title, p.proposer_subject, p.state, v.cost_minor, hid.state AS hiding_state,
            stands.group_id
        FROM proposal p
        LEFT JOIN valuation v ON v.round_id = p.round_id AND v.proposal_id = p.proposal_id AND v.number = p.valuations
        LEFT JOIN hiding hid ON hid.scope_id = p.round_id AND hid.item_id = p.proposal_id AND hid.part = 'WORDS'
        LEFT JOIN group_idea stands ON stands.round_id = p.round_id AND stands.proposal_id = p.proposal_id
        WHERE p.round_id = @roundId AND p.state IN ('OPEN', 'FEASIBLE', 'INFEASIBLE')
        ORDER BY p.sequence
        """);

    public string ProposalId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string Title { get; init; } = "";
    public string ProposerSubject { get; init; } = "";
    /// <summary>As <see cref="StateText"/> writes a <see cref="ProposalState"/>.</summary>
    public string State { get; init; } = "";

    public long? CostMinor { get; init; }

    /// <summary>As <see cref="StateText"/> writes a <see cref="HidingState"/>; null where it was never looked at.</summary>
    public string? HidingState { get; init; }

    /// <summary>The group under whose name it stands; null for none.</summary>
    public string? GroupId { get; init; }

    /// <summary>Its words are not shown.</summary>
    public bool IsHidden => HidingState is { } state && HidingRow.IsHidden(StateText.Read<HidingState>(state));

    public ProposalState StateNow => StateText.Read<ProposalState>(State);

    /// <summary>Every idea of the round that was not taken back, in the order in which they came.</summary>
    public static Task<IReadOnlyList<IdeaRow>> Load(Session session, string roundId) => session.Many<IdeaRow>(Select, new { roundId });

    /// <summary>As it stands on the paper.</summary>
    public BallotPaperProject OnPaper() => new(
        ProposalId,
        Title,
        CostMinor ?? throw new InvalidOperationException($"The idea {ProposalId} is feasible and has no cost."),
        ProposerSubject,
        GroupId ?? "");
}
