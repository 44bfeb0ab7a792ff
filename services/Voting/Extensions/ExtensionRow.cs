using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.V1;

namespace Participatory.Voting.Extensions;

/// <summary>That somebody asked to keep voting open for longer, and who agreed.</summary>
internal sealed record ExtensionRow
{
    // Those before it came to nothing.
    private static readonly Sql SelectLast = new("""
        SELECT poll_id, number, state, was, becomes, reason, asked_by, asked_as, asked_at, agreed_by, agreed_as, agreed_at
        FROM extension WHERE poll_id = @pollId AND number = (SELECT MAX(number) FROM extension WHERE poll_id = @pollId)
        """);

    public string PollId { get; init; } = "";

    /// <summary>Counted from 1 in each poll.</summary>
    public int Number { get; init; }

    /// <summary>As <see cref="StateText"/> writes an <see cref="ExtensionState"/>.</summary>
    public string State { get; init; } = "";

    public DateTimeOffset Was { get; init; }
    public DateTimeOffset Becomes { get; init; }
    public string Reason { get; init; } = "";
    public string AskedBy { get; init; } = "";
    public string AskedAs { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public string? AgreedBy { get; init; }
    public string? AgreedAs { get; init; }
    public DateTimeOffset? AgreedAt { get; init; }

    public ExtensionState StateNow => StateText.Read<ExtensionState>(State);

    /// <summary>What was asked for last, or null.</summary>
    public static Task<ExtensionRow?> LoadLastOrNull(Session session, string pollId) =>
        session.One<ExtensionRow?>(SelectLast, new { pollId });

    /// <summary>As the world sees it.</summary>
    /// <param name="caller">Who looks; null where it is no matter.</param>
    public Extension ToMessage(Caller? caller) => new()
    {
        Number = Number, State = StateNow, BeforeTime = Was.ToTimestamp(), AfterTime = Becomes.ToTimestamp(), Reason = Reason,
        AskedBy = AskedAs, AskTime = AskedAt.ToTimestamp(), AgreedBy = AgreedAs ?? "", AgreeTime = AgreedAt?.ToTimestamp(),
        Mine = AskedBy == caller?.Subject,
    };
}
