using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Accountability.Commitments;

/// <summary>What the council promised, and what came of it. Its state follows from its instants and from what time it is.</summary>
internal sealed record CommitmentRow
{
    /// <summary>Every column in the order in which all statements name them.</summary>
    public const string Columns =
        "commitment_id, round_id, kind, area_code, project_id, title, role, promised_at, due_at, settled_at, broken_at, reason, "
            + "reason_by, amount_minor, currency";

    private static readonly Sql LockCommitment = new($"SELECT {Columns} FROM commitment {{lock}} WHERE commitment_id = @commitmentId");

    private static readonly Sql Insert = new("""
        INSERT INTO commitment (commitment_id, round_id, kind, area_code, project_id, title, role, reason, reason_by)
        SELECT @commitmentId, @roundId, @kind, @areaCode, @projectId, @title, '', '', ''
        WHERE NOT EXISTS (SELECT 1 FROM commitment {lock} WHERE commitment_id = @commitmentId)
        """);

    private static readonly Sql FillIn = new("""
        UPDATE commitment SET
            area_code = CASE WHEN area_code = '' THEN @areaCode ELSE area_code END,
            title = CASE WHEN title = '' THEN @title ELSE title END
        WHERE commitment_id = @commitmentId
        """);

    private static readonly Sql UpdatePromised = new("""
        UPDATE commitment SET promised_at = @at, due_at = NULL
        WHERE commitment_id = @commitmentId AND (promised_at IS NULL OR promised_at > @at)
        """);

    private static readonly Sql UpdateSettled = new("""
        UPDATE commitment SET settled_at = @at WHERE commitment_id = @commitmentId AND (settled_at IS NULL OR settled_at > @at)
        """);

    private static readonly Sql UpdateBroken = new("""
        UPDATE commitment SET broken_at = @at, reason = @reason, reason_by = @by, amount_minor = @amountMinor, currency = @currency
        WHERE commitment_id = @commitmentId AND (broken_at IS NULL OR broken_at > @at)
        """);

    // Instants are kept in microseconds.
    private static readonly Sql UpdateDue = new("""
        UPDATE commitment SET due_at = CAST(promised_at + 86400000000 * (
            SELECT CASE WHEN commitment.kind = 'PAY' THEN round.pay_within_days ELSE round.answer_within_days END
            FROM round WHERE round.round_id = commitment.round_id) AS bigint)
        WHERE round_id = @roundId AND kind IN ('PAY', 'ANSWER') AND promised_at IS NOT NULL AND due_at IS NULL
          AND EXISTS (SELECT 1 FROM round WHERE round.round_id = @roundId)
        """);

    public string CommitmentId { get; init; } = "";
    public string RoundId { get; init; } = "";
    /// <summary>As <see cref="StateText"/> writes a <see cref="CommitmentKind"/>.</summary>
    public string Kind { get; init; } = "";

    public string AreaCode { get; init; } = "";
    public string ProjectId { get; init; } = "";
    public string Title { get; init; } = "";
    public string Role { get; init; } = "";
    public DateTimeOffset? PromisedAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public DateTimeOffset? BrokenAt { get; init; }
    public string Reason { get; init; } = "";
    public string ReasonBy { get; init; } = "";
    public long? AmountMinor { get; init; }
    public string? Currency { get; init; }

    public string? HidingState { get; init; }
    public string? HidingReason { get; init; }

    // Its title is the idea's, except where an officer wrote what is promised.
    private Hiding? Hiding => KindNow == CommitmentKind.Written ? null : HiddenTitle.ToMessage(HidingState, HidingReason);

    public CommitmentKind KindNow => StateText.Read<CommitmentKind>(Kind);

    /// <summary>The commitment, held until the transaction ends.</summary>
    /// <exception cref="Refusal">There is none, or the officer acts in other areas.</exception>
    public static async Task<CommitmentRow> Lock(Transaction transaction, string commitmentId, Caller caller)
    {
        var row = await transaction.One<CommitmentRow>(LockCommitment, new { commitmentId });
        if (row?.PromisedAt is null)
        {
            throw new Refusal(AccountabilityReasons.CommitmentNotFound, field: "commitment_id");
        }

        MustActFor(caller, row.AreaCode);
        return row;
    }

    /// <summary>What is for a whole round is for officers of every area.</summary>
    /// <exception cref="Refusal">The officer acts in other areas, or has no name to sign with.</exception>
    public static void MustActFor(Caller caller, string areaCode)
    {
        if (caller.Areas.Count > 0 && !caller.Areas.Contains(areaCode))
        {
            throw new Refusal(AccountabilityReasons.OtherAreaOrWholeRound);
        }

        if (string.IsNullOrWhiteSpace(caller.ShownAs))
        {
            throw new Refusal(AccountabilityReasons.NoNameToSignWith);
        }
    }

    /// <summary>A promise that events make: from when its days count. The earliest counts, whatever comes twice.</summary>
    public static async Task Promise(Transaction transaction, CommitmentRow about, DateTimeOffset at)
    {
        await Upsert(transaction, about);
        await transaction.Execute(UpdatePromised, new { commitmentId = about.CommitmentId, at });
        await FindDays(transaction, about.RoundId);
    }

    /// <summary>Events have kept a promise, perhaps before we heard of it.</summary>
    public static async Task Settle(Transaction transaction, CommitmentRow about, DateTimeOffset at)
    {
        await Upsert(transaction, about);
        await transaction.Execute(UpdateSettled, new { commitmentId = about.CommitmentId, at });
    }

    /// <summary>Events have broken a promise, perhaps one that we have not heard of: then it counts from here.</summary>
    public static async Task Break(Transaction transaction, CommitmentRow about, DateTimeOffset at)
    {
        await Promise(transaction, about, at);
        await transaction.Execute(UpdateBroken, new
        {
            commitmentId = about.CommitmentId,
            at,
            reason = about.Reason,
            by = about.ReasonBy,
            amountMinor = about.AmountMinor,
            currency = about.Currency,
        });
    }

    /// <summary>Gives what events have promised in a round its day, where the round is known.</summary>
    public static Task FindDays(Transaction transaction, string roundId) => transaction.Execute(UpdateDue, new { roundId });

    /// <summary>How it stands at that time. Pure.</summary>
    public CommitmentState StateAt(DateTimeOffset now) =>
        KindNow == CommitmentKind.ChangedMind ? CommitmentState.Changed
        : SettledAt is { } settled ? (DueAt is { } due && settled > due ? CommitmentState.Late : CommitmentState.Kept)
        : BrokenAt is not null ? CommitmentState.Broken
        // Nobody has to say so: that there is no answer is the answer.
        : DueAt < now ? (KindNow == CommitmentKind.Priority ? CommitmentState.Broken : CommitmentState.Late)
        : CommitmentState.Open;

    /// <param name="answer">Of a priority, where it has one.</param>
    public Commitment ToMessage(DateTimeOffset now, PriorityAnswerRow? answer = null) => new()
    {
        CommitmentId = CommitmentId,
        RoundId = RoundId,
        AreaCode = AreaCode,
        ProjectId = ProjectId,
        Title = Hiding is null ? Title : "",
        Hiding = Hiding,
        Kind = KindNow,
        State = StateAt(now),
        Role = Role,
        PromiseTime = PromisedAt?.ToTimestamp(),
        DueTime = DueAt?.ToTimestamp(),
        SettleTime = SettledAt?.ToTimestamp(),
        Reason = Reason,
        ReasonBy = ReasonBy,
        Answer = answer?.ToMessage(),
        PriorityId = KindNow == CommitmentKind.Priority ? CommitmentId[PrioritiesToAnswer.Prefix.Length..] : "",
        Amount = AmountMinor is { } amount ? new Money { AmountMinor = amount, Currency = Currency } : null,
    };

    private static async Task Upsert(Transaction transaction, CommitmentRow about)
    {
        await RoundTurn.Take(transaction, about.RoundId);
        await transaction.Execute(Insert, new
        {
            commitmentId = about.CommitmentId,
            roundId = about.RoundId,
            kind = about.Kind,
            areaCode = about.AreaCode,
            projectId = about.ProjectId,
            title = about.Title,
        });
        await transaction.Execute(FillIn, new { commitmentId = about.CommitmentId, areaCode = about.AreaCode, title = about.Title });
    }
}
