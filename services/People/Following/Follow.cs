using Participatory.People.Groups;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Following;

/// <summary>Somebody follows a thing, or says how often they are told of what they follow already.</summary>
internal sealed class Follow(Database database, TimeProvider clock)
{
    private static readonly Sql CountAddresses = new("SELECT COUNT(*) FROM address WHERE subject = @subject AND kind = 'EMAIL'");

    public async Task<Followed> Handle(FollowRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Thing(request.Thing)
            .Require(Enum.IsDefined(request.HowOften) && request.HowOften != HowOften.Unspecified, "how_often",
                PeopleReasons.HowOftenMissing)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Followed.Parser) is { } before)
        {
            return before;
        }

        await FollowingRow.Hold(transaction, caller.Subject);
        var mine = await FollowingRow.LoadAll(transaction, caller.Subject);
        var isReached = await transaction.One<long>(CountAddresses, new { subject = caller.Subject }) > 0;
        var isShown = await LoadIsShown(transaction, request.Thing);
        var following = Decide(mine, request, caller.Subject, isReached, isShown, clock.Now());
        if (mine.Any(one => one.IsOf(request.Thing)))
        {
            await following.Change(transaction);
        }
        else
        {
            await following.Add(transaction);
        }

        // Without its name, which is not kept a second time to repeat an answer.
        var answer = following.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What they follow from now on. Pure.</summary>
    /// <param name="mine">All that they follow.</param>
    /// <param name="isReached">We have an e-mail address of theirs.</param>
    /// <param name="isShown">Nothing is known by which nobody sees the thing.</param>
    /// <exception cref="Refusal">They cannot be told, it cannot be seen, or they follow as much as can be.</exception>
    internal static FollowingRow Decide(
        IReadOnlyList<FollowingRow> mine, FollowRequest request, string subject, bool isReached, bool isShown, DateTimeOffset now)
    {
        var howOften = StateText.Of(request.HowOften);
        if (!isReached)
        {
            throw new Refusal(PeopleReasons.FollowingNoEmail);
        }

        if (mine.FirstOrDefault(one => one.IsOf(request.Thing)) is { } followed)
        {
            return followed with { HowOften = howOften };
        }

        return !isShown ? throw new Refusal(PeopleReasons.FollowedNotFound, field: "thing")
            : mine.Count >= FollowingRow.Most ? throw new Refusal(PeopleReasons.FollowingTooMany, [("most", FollowingRow.Most)])
            : new FollowingRow
            {
                Subject = subject, Kind = StateText.Of(request.Thing.Kind), RoundId = request.Thing.RoundId,
                ThingId = request.Thing.ThingId, HowOften = howOften, FollowedAt = now,
            };
    }

    // What another service has is heard of sooner or later, and never where it is older than that: what is not known may be followed.
    private static async Task<bool> LoadIsShown(Session session, FollowedThing thing) => thing.Kind switch
    {
        FollowingKind.Idea => !await KnownThings.LoadIsGone(session, thing.RoundId, thing.ThingId),
        FollowingKind.Group => await GroupRow.LoadOrNull(session, thing.ThingId) is { IsHidden: false },
        _ => true,
    };
}
