using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>A round as it is stored.</summary>
internal sealed record RoundRow
{
    private static readonly Sql Select = new("SELECT * FROM round WHERE round_id = @roundId");

    // Whoever changes what stands in a round takes its row first: ideas get their numbers one after the other, and
    // nothing is withdrawn or valued while the ballot paper is being written.
    private static readonly Sql SelectLocked = new("SELECT * FROM round {lock} WHERE round_id = @roundId");

    public long Sequence { get; init; }
    public string RoundId { get; init; } = "";
    public string Title { get; init; } = "";
    public string Description { get; init; } = "";
    public string Currency { get; init; } = "";
    public DateTimeOffset ListeningFrom { get; init; }
    public DateTimeOffset AcceptingFrom { get; init; }
    public DateTimeOffset ReviewingFrom { get; init; }
    public DateTimeOffset BallotingFrom { get; init; }
    public DateTimeOffset FinishedFrom { get; init; }

    /// <summary>"approval", "knapsack", "ranked" or "points".</summary>
    public string VoteType { get; init; } = "";
    public int MinLength { get; init; }
    public int MaxLength { get; init; }
    public long MaxSumCostMinor { get; init; }
    public long MaxSumPoints { get; init; }
    public long MaxPoints { get; init; }
    public string CountRule { get; init; } = "";
    public string Utility { get; init; } = "";
    public string Ties { get; init; } = "";
    public int MinVotes { get; init; }
    public int PayWithinDays { get; init; }
    public int AnswerWithinDays { get; init; }
    public int StoryAfterDays { get; init; }
    public long SentenceUpToMinor { get; init; }
    public long QuestionsUpToMinor { get; init; }

    /// <summary>"return_to_fund", "roll_over" or "offer_next".</summary>
    public string Unspent { get; init; } = "";
    public string ImportedFrom { get; init; } = "";
    public Phase Phase { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The round comes from a published election.</summary>
    public bool IsImported => ImportedFrom.Length > 0;

    /// <summary>The round, to look at.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<RoundRow> Load(Session session, string roundId) =>
        await session.One<RoundRow>(Select, new { roundId }) ?? throw NotFound();

    /// <summary>The round, held until the transaction ends.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<RoundRow> Lock(Transaction transaction, string roundId) =>
        await transaction.One<RoundRow>(SelectLocked, new { roundId }) ?? throw NotFound();

    private static Refusal NotFound() =>
        new(ProposalsReasons.RoundNotFound, field: "round_id");
}
