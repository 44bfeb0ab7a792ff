using Participatory.People.V1;
using Participatory.Platform.Storage;

namespace Participatory.People.Following;

/// <summary>
/// Something that followers may be told, without a word of it: why, of what, and which of several of its kind. Each is kept once, however
/// often it is said.
/// </summary>
internal sealed record HappeningRow
{
    private static readonly Sql Insert = new("""
        INSERT INTO happening (happening_id, reason, round_id, area_code, thing_id, mark, happened_at)
        SELECT @HappeningId, @Reason, @RoundId, @AreaCode, @ThingId, @Mark, @HappenedAt
        WHERE NOT EXISTS (SELECT 1 FROM happening {lock} WHERE round_id = @RoundId AND thing_id = @ThingId AND area_code = @AreaCode
            AND reason = @Reason AND mark = @Mark)
        """);

    public string HappeningId { get; init; } = "";

    /// <summary>Of <see cref="HappeningReason"/>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Empty for a group.</summary>
    public string RoundId { get; init; } = "";

    /// <summary>Empty where it is of no area, or of all.</summary>
    public string AreaCode { get; init; } = "";

    /// <summary>The idea or the group; empty where it is of a whole round or area.</summary>
    public string ThingId { get; init; } = "";

    /// <summary>Such as the version of the words, or how many people.</summary>
    public string Mark { get; init; } = "";

    public DateTimeOffset HappenedAt { get; init; }

    /// <summary>Whose news it is, where it is a group's; otherwise empty.</summary>
    public string GroupId => Reason == HappeningReason.GroupIdeaMade ? Mark : RoundId.Length == 0 ? ThingId : "";

    /// <summary>It is of a whole round.</summary>
    public bool IsOfRound => ThingId.Length == 0 && AreaCode.Length == 0;

    /// <returns>False where it was kept before.</returns>
    public async Task<bool> Add(Transaction transaction) => await transaction.Execute(Insert, this) > 0;

    /// <summary>Whether it is news for whoever follows a thing. Pure.</summary>
    public bool Concerns(FollowingRow following) => HappeningReason.ToldTo(Reason).Contains(following.KindNow)
        && following.KindNow switch
        {
            FollowingKind.Group => GroupId == following.ThingId,
            _ when following.RoundId != RoundId => false,
            FollowingKind.Idea => ThingId.Length == 0 || ThingId == following.ThingId,
            FollowingKind.Area => IsOfRound || AreaCode == following.ThingId,
            _ => true,
        };
}
