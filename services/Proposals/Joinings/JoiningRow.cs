using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Joinings;

/// <summary>That two ideas become one, or one becomes two again, as it was suggested. Its two sides alone read it.</summary>
internal record JoiningRow
{
    /// <summary>How many suggestions of one idea may be open.</summary>
    internal const int MostOpen = 5;

    /// <summary>What a list reads; the table is called <c>j</c>.</summary>
    public const string Columns = """
        j.sequence, j.joining_id, j.round_id, j.kind, j.proposal_id, j.other_id, j.carried_by, j.title, j.words, j.who_benefits,
        j.suggested_by, j.signed_as, j.state, j.common_id, j.made_at, j.ended_at
        """;

    private static readonly Sql SelectOne = new($"SELECT {Columns} FROM joining j WHERE j.joining_id = @joiningId");

    private static readonly Sql SelectAround = new($"""
        SELECT {Columns} FROM joining j
        WHERE j.sequence IN (
            SELECT asks.sequence FROM joining asks WHERE asks.round_id = @roundId AND asks.proposal_id IN (@firstId, @secondId)
            UNION
            SELECT answers.sequence FROM joining answers WHERE answers.round_id = @roundId AND answers.other_id IN (@firstId, @secondId))
        ORDER BY j.sequence
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO joining (joining_id, round_id, kind, proposal_id, other_id, low_id, high_id, carried_by, title, words, who_benefits,
            suggested_by, signed_as, state, common_id, made_at)
        VALUES (@JoiningId, @RoundId, @Kind, @ProposalId, @OtherId, @LowId, @HighId, @CarriedBy, @Title, @Words, @WhoBenefits,
            @SuggestedBy, @SignedAs, @State, @CommonId, @MadeAt)
        """);

    private static readonly Sql Update = new("""
        UPDATE joining SET state = @State, ended_at = @EndedAt, common_id = @CommonId, title = @Title, words = @Words,
            who_benefits = @WhoBenefits
        WHERE joining_id = @JoiningId AND state = 'OPEN'
        """);

    // What is still suggested of an idea that does not stand for itself any more is over.
    private static readonly Sql UpdateOpen = new("""
        UPDATE joining SET state = 'ENDED', ended_at = @now
        WHERE state = 'OPEN' AND sequence IN (
            SELECT asks.sequence FROM joining asks WHERE asks.round_id = @roundId AND asks.proposal_id = @proposalId
            UNION
            SELECT answers.sequence FROM joining answers WHERE answers.round_id = @roundId AND answers.other_id = @proposalId
            UNION
            SELECT common.sequence FROM joining common WHERE common.round_id = @roundId AND common.common_id = @proposalId)
        """);

    public long Sequence { get; init; }
    public string JoiningId { get; init; } = "";
    public string RoundId { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="JoiningKind"/>.</summary>
    public string Kind { get; init; } = StateText.Of(JoiningKind.Join);

    /// <summary>The idea of whoever suggests it.</summary>
    public string ProposalId { get; init; } = "";

    /// <summary>The idea of whoever answers.</summary>
    public string OtherId { get; init; } = "";

    /// <summary>Whose proposer is that of the common idea.</summary>
    public string CarriedBy { get; init; } = "";

    public string Title { get; init; } = "";
    public string Words { get; init; } = "";
    public string WhoBenefits { get; init; } = "";

    /// <summary>Empty where an officer suggests it, and of what was accepted once they are forgotten.</summary>
    public string SuggestedBy { get; init; } = "";

    public string SignedAs { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="JoiningState"/>.</summary>
    public string State { get; init; } = StateText.Of(JoiningState.Open);

    public string? CommonId { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The two ideas in the order of their ids.</summary>
    public string LowId => string.CompareOrdinal(ProposalId, OtherId) < 0 ? ProposalId : OtherId;

    public string HighId => LowId == ProposalId ? OtherId : ProposalId;

    public JoiningKind KindNow => StateText.Read<JoiningKind>(Kind);

    public JoiningState StateNow => StateText.Read<JoiningState>(State);

    public bool IsOpen => StateNow == JoiningState.Open;

    /// <summary>The one with this id.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<JoiningRow> Load(Session session, string joiningId) =>
        await session.One<JoiningRow>(SelectOne, new { joiningId }) ?? throw NotFound();

    /// <summary>Everything that was ever suggested of one of two ideas, the oldest first. Whoever decides by it holds the round.</summary>
    public static Task<IReadOnlyList<JoiningRow>> LoadAround(Session session, string roundId, string firstId, string secondId) =>
        session.Many<JoiningRow>(SelectAround, new { roundId, firstId, secondId });

    /// <summary>Ends what is open of an idea.</summary>
    public static Task EndOpen(Transaction transaction, string roundId, string proposalId, DateTimeOffset now) =>
        transaction.Execute(UpdateOpen, new { roundId, proposalId, now });

    public static Refusal NotFound() => new(ProposalsReasons.JoiningNotFound, field: "joining_id");

    /// <summary>Refuses where it was answered or ended.</summary>
    public void MustBeOpen()
    {
        if (!IsOpen)
        {
            throw new Refusal(ProposalsReasons.JoiningAnswered);
        }
    }

    /// <summary>It is about these two.</summary>
    public bool IsOf(string firstId, string secondId) =>
        (ProposalId == firstId && OtherId == secondId) || (ProposalId == secondId && OtherId == firstId);

    /// <summary>It is about this one.</summary>
    public bool IsOf(string proposalId) => ProposalId == proposalId || OtherId == proposalId;

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    /// <summary>Writes how it was answered or that it ended. Whoever does holds the round.</summary>
    public async Task Change(Transaction transaction)
    {
        if (await transaction.Execute(Update, this) != 1)
        {
            throw new InvalidOperationException($"The suggestion {JoiningId} changed while its round was held.");
        }
    }

    /// <summary>As it is answered or ended.</summary>
    public JoiningRow As(JoiningState state, DateTimeOffset now) => this with { State = StateText.Of(state), EndedAt = now };

    public Joining ToMessage() => new()
    {
        JoiningId = JoiningId,
        RoundId = RoundId,
        Kind = KindNow,
        State = StateNow,
        ProposalId = ProposalId,
        OtherProposalId = OtherId,
        Title = Title,
        Words = Words,
        WhoBenefits = WhoBenefits,
        CarriedBy = CarriedBy,
        SignedAs = SignedAs,
        CommonProposalId = CommonId ?? "",
        MakeTime = MadeAt.ToTimestamp(),
        EndTime = EndedAt?.ToTimestamp(),
    };
}
