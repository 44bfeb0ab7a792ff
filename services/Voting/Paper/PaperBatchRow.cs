using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.V1;

namespace Participatory.Voting.Paper;

/// <summary>How far a batch of envelopes is.</summary>
internal static class BatchStates
{
    public const string BeingKeyed = "BEING_KEYED";
    public const string Cast = "CAST";

    /// <summary>Not in time.</summary>
    public const string NotCast = "NOT_CAST";
}

/// <summary>A batch of envelopes as it is kept.</summary>
internal sealed record PaperBatchRow
{
    private static readonly Sql Select = new("""
        SELECT poll_id, batch_id, area_code, envelopes, spoiled, counted, state, opened_by FROM paper_batch
        WHERE poll_id = @pollId AND batch_id = @batchId
        """);

    private static readonly Sql SelectKeyings = new("""
        SELECT b.serial, k.turn, k.keyed_by, k.choices, k.spoiled
        FROM paper_ballot b LEFT JOIN paper_keying k ON k.poll_id = b.poll_id AND k.batch_id = b.batch_id AND k.serial = b.serial
        WHERE b.poll_id = @pollId AND b.batch_id = @batchId ORDER BY b.serial, k.turn
        """);

    public string PollId { get; init; } = "";
    public string BatchId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public int Envelopes { get; init; }
    public int Spoiled { get; init; }
    public int Counted { get; init; }
    public string State { get; init; } = "";
    public string OpenedBy { get; init; } = "";

    /// <exception cref="Refusal">There is none, or its area is somebody else's.</exception>
    public static async Task<PaperBatchRow> Load(Session session, string pollId, string batchId, Caller caller)
    {
        var batch = await session.One<PaperBatchRow>(Select, new { pollId, batchId })
            ?? throw new Refusal(VotingReasons.BatchNotFound, field: "batch_id");
        return caller.MayActIn(batch.AreaCode)
            ? batch
            : throw new Refusal(VotingReasons.AreaNotYours);
    }

    /// <summary>The ballots of the batch with what has been keyed of each.</summary>
    public async Task<IReadOnlyList<PaperBallotKeyed>> LoadBallots(Session session) =>
        [.. (await session.Many<KeyingRow>(SelectKeyings, new { pollId = PollId, batchId = BatchId }))
            .GroupBy(row => row.Serial, StringComparer.Ordinal)
            .Select(ballot => new PaperBallotKeyed(ballot.Key, [.. ballot.Where(row => row.Turn is not null)]))];

    /// <summary>As an officer sees it.</summary>
    public PaperBatch ToMessage(IEnumerable<PaperBallotKeyed> ballots)
    {
        var message = new PaperBatch
        {
            PollId = PollId, BatchId = BatchId, AreaCode = AreaCode, Envelopes = Envelopes, Spoiled = Spoiled, Cast = Counted,
            IsCast = State == BatchStates.Cast, OpenedBy = OpenedBy,
        };
        message.Ballots.AddRange(ballots.Select(ballot => new PaperBallot { Serial = ballot.Serial, State = ballot.State }));
        return message;
    }
}

/// <summary>A ballot of a batch and what people read on it, one after the other. Pure.</summary>
internal sealed record PaperBallotKeyed(string Serial, IReadOnlyList<KeyingRow> Keyings)
{
    public PaperState State => Keyings switch
    {
        [] => PaperState.NotKeyed,
        [_] => PaperState.KeyedOnce,
        [var first, var second] => first.Says(second) ? PaperState.Agreed : PaperState.Different,
        _ => PaperState.Agreed,
    };

    /// <summary>What counts: what two people agree on, or the third one's reading.</summary>
    public KeyingRow Final => Keyings[^1];
}

/// <summary>What one person read on a ballot.</summary>
internal sealed record KeyingRow
{
    public string Serial { get; init; } = "";
    public int? Turn { get; init; }
    public string KeyedBy { get; init; } = "";
    public string Choices { get; init; } = "";
    public bool Spoiled { get; init; }

    public bool Says(KeyingRow other) => Spoiled == other.Spoiled && Choices == other.Choices;
}
