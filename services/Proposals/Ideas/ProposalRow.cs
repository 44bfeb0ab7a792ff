using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Authors;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Ideas;

/// <summary>An idea as it is stored, to decide by.</summary>
internal sealed record ProposalRow
{
    private static readonly Sql LockProposal = new("""
        SELECT proposal_id, area_code, proposer_subject, title, state, valuations, version, passed_on, joined_into, joinings
        FROM proposal {lock}
        WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    // In the order in which they came, so that two who hold all of them wait for one another.
    private static readonly Sql LockProposals = new("""
        SELECT proposal_id, area_code, proposer_subject, title, state, valuations, version FROM proposal {lock}
        WHERE round_id = @roundId ORDER BY sequence
        """);

    private static readonly ProposalState[] AllButWithdrawn =
        [.. Enum.GetValues<ProposalState>().Where(state => state is not (ProposalState.Unspecified or ProposalState.Withdrawn))];

    public string ProposalId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string ProposerSubject { get; init; } = "";
    public string Title { get; init; } = "";
    /// <summary>As <see cref="StateText"/> writes a <see cref="ProposalState"/>.</summary>
    public string State { get; init; } = "";

    /// <summary>How often it was valued; the latest valuation has this number.</summary>
    public int Valuations { get; init; }

    /// <summary>Of its words, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>How often its proposer left it to somebody else who writes it.</summary>
    public int PassedOn { get; init; }

    /// <summary>The idea into which it was joined; null where it stands for itself or was taken back.</summary>
    public string? JoinedInto { get; init; }

    /// <summary>How often it was joined into another or stands for itself again.</summary>
    public int Joinings { get; init; }

    /// <summary>The ideas of which it was joined, where that was asked for.</summary>
    public IReadOnlyList<string> JoinedOf { get; init; } = [];

    /// <summary>The group under whose name it stands, where that was asked for; empty for none.</summary>
    public string GroupId { get; init; } = "";

    /// <summary>Who writes it or did, where that was asked for.</summary>
    public IReadOnlyList<AuthorRow> Authors { get; init; } = [];

    public ProposalState StateNow => StateText.Read<ProposalState>(State);

    /// <summary>The idea, held until the transaction ends.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<ProposalRow> Lock(Transaction transaction, string roundId, string proposalId) =>
        await transaction.One<ProposalRow>(LockProposal, new { roundId, proposalId }) ?? throw NotFound();

    /// <summary>Every idea of a round by its id, held until the transaction ends.</summary>
    public static async Task<IReadOnlyDictionary<string, ProposalRow>> LockAll(Transaction transaction, string roundId) =>
        (await transaction.Many<ProposalRow>(LockProposals, new { roundId })).ToDictionary(
            row => row.ProposalId, StringComparer.Ordinal);

    /// <summary>The same, with everybody who writes it or did.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<ProposalRow> LockWithAuthors(Transaction transaction, string roundId, string proposalId) =>
        await Lock(transaction, roundId, proposalId) with { Authors = await AuthorRow.Load(transaction, roundId, proposalId) };

    /// <summary>The states that a list is asked for, as statements spell them; of none all but those that were taken back. Pure.</summary>
    /// <exception cref="Refusal">One is none.</exception>
    public static string[] WantedStates(IReadOnlyCollection<ProposalState> asked) =>
        StateText.Wanted<ProposalState>(asked.Count > 0 ? asked : AllButWithdrawn);

    /// <summary>There is no such idea, or it is not for this caller to see.</summary>
    public static Refusal NotFound() =>
        new(ProposalsReasons.ProposalNotFound, field: "proposal_id");

    /// <summary>The caller proposed it: what concerns its grant, and taking it back, is theirs.</summary>
    public bool IsBy(Caller caller) => caller.IsSignedIn && caller.Subject == ProposerSubject;

    /// <summary>The caller writes it, alone or with others: what concerns its words and its photo is everybody's who does.</summary>
    public bool IsWrittenBy(Caller caller) => IsBy(caller) || Authors.Any(author => author.Writes && author.Is(caller));

    /// <summary>Refuses who does not write it; one that was taken back is for others not there.</summary>
    public void MustBeWrittenBy(Caller caller)
    {
        if (!IsWrittenBy(caller))
        {
            throw StateNow == ProposalState.Withdrawn && !caller.IsOfficer() ? NotFound() : AuthorRow.OthersWrite();
        }
    }

    /// <summary>Refuses where somebody who decides about its words has read others.</summary>
    /// <param name="version">That was read; 0 where it was not said.</param>
    public void MustBeAsRead(int version)
    {
        if (version > 0 && version != Version)
        {
            throw new Refusal(ProposalsReasons.EditedMeanwhile, field: "version");
        }
    }

    /// <summary>Refuses where the idea has been taken back, or joined into another.</summary>
    public void MustStand()
    {
        if (StateNow == ProposalState.Withdrawn)
        {
            throw new Refusal(JoinedInto is null ? ProposalsReasons.ProposalWithdrawn : ProposalsReasons.ProposalJoined);
        }
    }

    /// <summary>Refuses where the idea has been taken back; one that was joined into another is read as before.</summary>
    public void MustBeRead()
    {
        if (JoinedInto is null)
        {
            MustStand();
        }
    }
}
