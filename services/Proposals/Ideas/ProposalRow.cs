using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Ideas;

/// <summary>An idea as it is stored, to decide by.</summary>
internal sealed record ProposalRow
{
    private static readonly Sql LockProposal = new("""
        SELECT proposal_id, area_code, proposer_subject, title, state, valuations FROM proposal {lock}
        WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    // In the order in which they came, so that two who hold all of them wait for one another.
    private static readonly Sql LockProposals = new("""
        SELECT proposal_id, area_code, proposer_subject, title, state, valuations FROM proposal {lock}
        WHERE round_id = @roundId ORDER BY sequence
        """);

    public string ProposalId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string ProposerSubject { get; init; } = "";
    public string Title { get; init; } = "";
    /// <summary>As <see cref="StateText"/> writes a <see cref="ProposalState"/>.</summary>
    public string State { get; init; } = "";

    /// <summary>How often it was valued; the latest valuation has this number.</summary>
    public int Valuations { get; init; }

    public ProposalState StateNow => StateText.Read<ProposalState>(State);

    /// <summary>The idea, held until the transaction ends.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<ProposalRow> Lock(Transaction transaction, string roundId, string proposalId) =>
        await transaction.One<ProposalRow>(LockProposal, new { roundId, proposalId }) ?? throw NotFound();

    /// <summary>Every idea of a round by its id, held until the transaction ends.</summary>
    public static async Task<IReadOnlyDictionary<string, ProposalRow>> LockAll(Transaction transaction, string roundId) =>
        (await transaction.Many<ProposalRow>(LockProposals, new { roundId })).ToDictionary(
            row => row.ProposalId, StringComparer.Ordinal);

    /// <summary>There is no such idea, or it is not for this caller to see.</summary>
    public static Refusal NotFound() =>
        new(ProposalsReasons.ProposalNotFound, field: "proposal_id");

    /// <summary>The caller proposed it.</summary>
    public bool IsBy(Caller caller) => caller.IsSignedIn && caller.Subject == ProposerSubject;

    /// <summary>Refuses where the idea has been taken back.</summary>
    public void MustStand()
    {
        if (StateNow == ProposalState.Withdrawn)
        {
            throw new Refusal(ProposalsReasons.ProposalWithdrawn);
        }
    }
}
