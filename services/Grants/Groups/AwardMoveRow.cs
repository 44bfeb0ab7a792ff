using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.Groups;

/// <summary>A grant of one person that is to become a group's, or became it or not.</summary>
internal sealed record AwardMoveRow
{
    private static readonly Sql SelectOpen = new("""
        SELECT sequence, award_id, group_id, state, offered_by, offered_at FROM award_move
        WHERE award_id = @awardId AND state = 'OFFERED'
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO award_move (award_id, group_id, state, offered_by, offered_at)
        VALUES (@AwardId, @GroupId, @State, @OfferedBy, @OfferedAt)
        """);

    private static readonly Sql Update = new("""
        UPDATE award_move SET state = @State, answered_by = @AnsweredBy, answered_at = @AnsweredAt
        WHERE sequence = @Sequence AND state = 'OFFERED'
        """);

    public long Sequence { get; init; }
    public string AwardId { get; init; } = "";
    public string GroupId { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes an <see cref="AwardMoveState"/>.</summary>
    public string State { get; init; } = StateText.Of(AwardMoveState.Offered);

    /// <summary>Empty where they were forgotten.</summary>
    public string OfferedBy { get; init; } = "";

    public DateTimeOffset OfferedAt { get; init; }
    public string? AnsweredBy { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Only in lists, as what follows.</summary>
    public long AmountMinor { get; init; }

    public string Currency { get; init; } = "";

    public string RoundId { get; init; } = "";
    public string ProjectId { get; init; } = "";
    public string Title { get; init; } = "";
    public string? HidingState { get; init; }
    public string? HidingReason { get; init; }

    /// <summary>What the group is called now.</summary>
    public string GroupName { get; init; } = "";

    /// <summary>Whoever asks may say yes to money for the group.</summary>
    public bool Signs { get; init; }

    /// <summary>It waits, and a yes would not be refused.</summary>
    public bool CanMove { get; init; }

    /// <summary>The one that waits for an answer; null where there is none. Whoever asks holds the award.</summary>
    public static Task<AwardMoveRow?> LoadOpenOrNull(Session session, string awardId) =>
        session.One<AwardMoveRow>(SelectOpen, new { awardId });

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    public async Task Answer(Transaction transaction)
    {
        if (await transaction.Execute(Update, this) != 1)
        {
            throw new InvalidOperationException($"The move of {AwardId} changed while its award was held.");
        }
    }

    /// <summary>Whoever asks may read what the idea is called.</summary>
    private bool IsTitled(Caller caller) => OfferedBy == caller.Subject || HiddenTitle.ToMessage(HidingState, HidingReason) is null;

    public AwardMove ToMessage(Caller caller) => new()
    {
        AwardId = AwardId,
        GroupId = GroupId,
        GroupName = GroupName,
        Amount = new Amount(AmountMinor, Currency).ToMessage(),
        State = StateText.Read<AwardMoveState>(State),
        OfferTime = ((DateTimeOffset?)OfferedAt).ToTimestamp(),
        AnswerTime = AnsweredAt.ToTimestamp(),
        Title = IsTitled(caller) ? Title : "",
        RoundId = RoundId,
        ProjectId = ProjectId,
        Mine = OfferedBy == caller.Subject,
        ForMe = CanMove && Signs && OfferedBy != caller.Subject,
    };
}
