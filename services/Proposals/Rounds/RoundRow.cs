using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>A round as it is stored.</summary>
internal sealed record RoundRow
{
    /// <summary>Every column in the order in which all statements name them.</summary>
    public const string Columns = """
        sequence, round_id, title, description, currency, listening_from, accepting_from, reviewing_from, balloting_from, finished_from,
        vote_type, min_length, max_length, max_sum_cost_minor, max_sum_points, max_points, count_rule, utility, ties, min_votes,
        pay_within_days, answer_within_days, story_after_days, sentence_up_to_minor, questions_up_to_minor, unspent,
        imported_from, phase, created_at, newcomers_wait
        """;

    private static readonly Sql Select = new($"SELECT {Columns} FROM round WHERE round_id = @roundId");

    // Whoever changes what stands in a round takes its row first: ideas get their numbers one after the other, and
    // nothing is withdrawn or valued while the ballot paper is being written.
    private static readonly Sql LockRound = new($"SELECT {Columns} FROM round {{lock}} WHERE round_id = @roundId");

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

    /// <summary>As <see cref="StateText"/> writes a <see cref="Types.V1.VoteType"/>.</summary>
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

    /// <summary>As <see cref="StateText"/> writes an <see cref="UnspentPolicy"/>.</summary>
    public string Unspent { get; init; } = "";
    public string ImportedFrom { get; init; } = "";
    /// <summary>As <see cref="StateText"/> writes a <see cref="V1.Phase"/>.</summary>
    public string Phase { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Ideas of people of whom none has been shown before wait for an officer's look.</summary>
    public bool NewcomersWait { get; init; }

    public Phase PhaseNow => StateText.Read<Phase>(Phase);

    /// <summary>When a phase begins by the dates; as <see cref="StateText"/> writes it.</summary>
    public DateTimeOffset Begins(string phase) => StateText.Read<Phase>(phase) switch
    {
        V1.Phase.Listening => ListeningFrom,
        V1.Phase.Accepting => AcceptingFrom,
        V1.Phase.Reviewing => ReviewingFrom,
        V1.Phase.Balloting => BallotingFrom,
        _ => FinishedFrom,
    };

    /// <summary>With these dates, all of which are there.</summary>
    public RoundRow WithDates(PhaseDates dates) => this with
    {
        ListeningFrom = Instants.Read(dates.ListeningFrom)!.Value,
        AcceptingFrom = Instants.Read(dates.AcceptingFrom)!.Value,
        ReviewingFrom = Instants.Read(dates.ReviewingFrom)!.Value,
        BallotingFrom = Instants.Read(dates.BallotingFrom)!.Value,
        FinishedFrom = Instants.Read(dates.FinishedFrom)!.Value,
    };

    /// <summary>The round comes from a published election.</summary>
    public bool IsImported => ImportedFrom.Length > 0;

    /// <summary>The round, to look at.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<RoundRow> Load(Session session, string roundId) =>
        await session.One<RoundRow>(Select, new { roundId }) ?? throw NotFound();

    /// <summary>The round, held until the transaction ends.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<RoundRow> Lock(Transaction transaction, string roundId) =>
        await transaction.One<RoundRow>(LockRound, new { roundId }) ?? throw NotFound();

    private static Refusal NotFound() =>
        new(ProposalsReasons.RoundNotFound, field: "round_id");
}
