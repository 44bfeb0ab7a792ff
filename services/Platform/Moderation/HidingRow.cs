using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Platform.Moderation;

/// <summary>
/// How it stands with words or a picture: whether they are shown, who decided so and why. It is one table for every service that shows
/// what people wrote; what its item is, and who may see what is hidden, is for the service to say.
/// </summary>
public sealed record HidingRow
{
    private static readonly Sql LockHiding = new("""
        SELECT scope_id, item_id, part, number, state, reason, author_subject, hidden_by, second_by, decided_as, decided_at
        FROM hiding {lock} WHERE scope_id = @scopeId AND item_id = @itemId AND part = @part
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO hiding (scope_id, item_id, part, number, state, reason, author_subject, hidden_by, second_by, decided_as, decided_at)
        VALUES (@ScopeId, @ItemId, @Part, @Number, @State, @Reason, @AuthorSubject, @HiddenBy, @SecondBy, @DecidedAs, @DecidedAt)
        """);

    private static readonly Sql Update = new("""
        UPDATE hiding SET number = @Number, state = @State, reason = @Reason, hidden_by = @HiddenBy, second_by = @SecondBy,
            decided_as = @DecidedAs, decided_at = @DecidedAt
        WHERE scope_id = @ScopeId AND item_id = @ItemId AND part = @Part AND number = @Number - 1
        """);

    private static readonly Sql InsertStep = new("""
        INSERT INTO hiding_step (scope_id, item_id, part, step, reason, decided_as, step_at)
        VALUES (@ScopeId, @ItemId, @Part, @State, @Reason, @StepAs, @StepAt)
        """);

    public string ScopeId { get; init; } = "";
    public string ItemId { get; init; } = "";
    public string Part { get; init; } = "";

    /// <summary>How often it changed; 0 for what was never anything but shown.</summary>
    public int Number { get; init; }

    /// <summary>As <see cref="StateText"/> writes a <see cref="HidingState"/>.</summary>
    public string State { get; init; } = StateText.Of(HidingState.Shown);

    /// <summary>As <see cref="StateText"/> writes a <see cref="HidingReason"/>; empty where there is none.</summary>
    public string Reason { get; init; } = "";

    public string AuthorSubject { get; init; } = "";
    public string? HiddenBy { get; init; }
    public string? SecondBy { get; init; }
    public string DecidedAs { get; init; } = "";
    public DateTimeOffset DecidedAt { get; init; }

    /// <summary>When its author has just asked for a second look, which decides nothing; else null.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Who took the step that it comes from, as the public knows them; empty for its author.</summary>
    public string StepAs => AskedAt is null ? DecidedAs : "";

    /// <summary>When that was.</summary>
    public DateTimeOffset StepAt => AskedAt ?? DecidedAt;

    public HidingState StateNow => StateText.Read<HidingState>(State);

    /// <summary>What nobody but its author and officers sees.</summary>
    public static bool IsHidden(HidingState state) =>
        state is HidingState.Waiting or HidingState.Hidden or HidingState.SecondLook or HidingState.KeptHidden;

    /// <summary>As it stands, held until the transaction ends; whoever holds the item itself is alone with it.</summary>
    public static async Task<HidingRow> Lock(Transaction transaction, string scopeId, string itemId, string part, string authorSubject) =>
        await transaction.One<HidingRow>(LockHiding, new { scopeId, itemId, part }).ConfigureAwait(false)
            ?? new HidingRow { ScopeId = scopeId, ItemId = itemId, Part = part, AuthorSubject = authorSubject };

    /// <summary>What stands beside the item; null where it is shown, or was never looked at.</summary>
    public static Hiding? ToMessage(string? state, string? reason, string? decidedAs, DateTimeOffset? decidedAt) =>
        state is null || !IsHidden(StateText.Read<HidingState>(state)) ? null : new Hiding
        {
            State = StateText.Read<HidingState>(state),
            Reason = string.IsNullOrEmpty(reason) ? HidingReason.Unspecified : StateText.Read<HidingReason>(reason),
            DecidedBy = decidedAs ?? "",
            Time = (decidedAt ?? default).ToTimestamp(),
        };

    /// <summary>Writes the next state and its step.</summary>
    public async Task Write(Transaction transaction)
    {
        if (await transaction.Execute(Number == 1 ? Insert : Update, this).ConfigureAwait(false) != 1)
        {
            throw new InvalidOperationException($"{Part} of {ItemId} in {ScopeId} changed while it was held.");
        }

        await transaction.Execute(InsertStep, this).ConfigureAwait(false);
    }
}
