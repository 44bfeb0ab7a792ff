using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Voting.V1;
using Participatory.Types.V1;

namespace Participatory.Voting.Polls;

/// <summary>A poll without what hangs on it.</summary>
internal sealed record PollRow
{
    /// <summary>What a statement reads from <c>poll</c>. Voting closes when two people agreed that it does, or else as it was to.</summary>
    public const string Columns = """
        poll_id, title, state, vote_type, min_length, max_length, max_sum_cost_minor, max_sum_points, max_points, rule_name, utility,
            tie_order, min_votes, currency, opens_at, closes_at AS frozen_closes_at,
        """ + " " + ClosesAtNow + " AS closes_at, imported_from, frozen_hash, created_at";

    /// <summary>When voting closes, in a statement that reads <c>poll</c>.</summary>
    public const string ClosesAtNow = """
        COALESCE((SELECT becomes FROM extension WHERE extension.poll_id = poll.poll_id AND extension.state = 'AGREED'), poll.closes_at)
        """;

    private static readonly Sql SelectPoll = new($"SELECT {Columns} FROM poll WHERE poll_id = @pollId");

    private static readonly Sql LockId = new("SELECT poll_id FROM poll {lock} WHERE poll_id = @pollId");

    public string PollId { get; init; } = "";
    public string Title { get; init; } = "";
    public string State { get; init; } = "";
    public VoteType VoteType { get; init; }
    public int MinLength { get; init; }
    public int MaxLength { get; init; }
    public long MaxSumCostMinor { get; init; }
    public long MaxSumPoints { get; init; }
    public long MaxPoints { get; init; }
    public string RuleName { get; init; } = "";
    public string Utility { get; init; } = "";
    public string TieOrder { get; init; } = "";
    public int MinVotes { get; init; }
    public string Currency { get; init; } = "";
    public DateTimeOffset OpensAt { get; init; }

    /// <summary>When voting closes.</summary>
    public DateTimeOffset ClosesAt { get; init; }

    /// <summary>When it was to close as voting opened: the fingerprint is over that.</summary>
    public DateTimeOffset FrozenClosesAt { get; init; }

    public string ImportedFrom { get; init; } = "";
    public string FrozenHash { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }

    public PollState StateNow => StateText.Read<PollState>(State);

    /// <summary>The poll comes from a published election: it has ballots that are brought in, and no roll.</summary>
    public bool IsImported => ImportedFrom.Length > 0;

    /// <summary>Reads a poll.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<PollRow> Load(Session session, string pollId) =>
        await session.One<PollRow>(SelectPoll, new { pollId }) ?? throw NotFound();

    /// <summary>Reads a poll that stays as it is until the transaction ends: whoever opens, closes or votes waits for its turn.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<PollRow> Lock(Transaction transaction, string pollId)
    {
        // Read once it is held: while a statement waits, two people may agree that voting closes later, and it would not see that.
        _ = await transaction.One<string>(LockId, new { pollId }) ?? throw NotFound();
        return await Load(transaction, pollId);
    }

    /// <summary>Ballots are taken at <paramref name="now"/>, whatever the clock has got round to.</summary>
    public bool IsOpen(DateTimeOffset now) => StateNow == PollState.Open && now < ClosesAt;

    /// <summary>Refuses a ballot unless they are taken at <paramref name="now"/>.</summary>
    /// <exception cref="Refusal">Too early or too late.</exception>
    public void RequireOpen(DateTimeOffset now)
    {
        if (StateNow == PollState.Scheduled)
        {
            throw new Refusal(now < OpensAt ? VotingReasons.PollNotOpen : VotingReasons.PollAboutToOpen, [("opens", OpensAt)]);
        }

        if (!IsOpen(now))
        {
            throw new Refusal(VotingReasons.PollIsOver);
        }
    }

    private static Refusal NotFound() => new(VotingReasons.PollNotFound, field: "poll_id");
}
